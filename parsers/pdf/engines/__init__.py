"""What draws or reads the pages of a PDF: pdfium, pdfplumber, pictures."""

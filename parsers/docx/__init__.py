"""The parts of the DOCX reader, from bytes to blocks.

``package`` (bytes -> opened document) · ``markup`` (names) · ``fonts`` ``styles`` ``numbering``
(what the document defines elsewhere) · ``controls`` (content controls, form fields) · ``inline``
``line`` (paragraph -> line) · ``paragraphs`` ``tables`` (-> blocks) · ``body`` (the walk).
"""

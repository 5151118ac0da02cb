"""PDF prints: page objects -> lines, marks and boxes -> blocks.

The stages, in order: an engine reads ``page.Page`` values (``engine_pdfium`` with ``pdfium_*`` and
``glyphs``, or ``engine_pdfplumber``; ``pagecount`` tells whether a page is missing); ``furniture`` drops
what the browser printed around the page; ``layout`` takes each page apart into ``elements`` with ``lines``,
``marks``, ``controls``, ``symbols``, ``scales``, ``boxes`` and ``titles``; ``evidence`` compares the marks
with the document's tags; ``compose`` turns all pages' elements into blocks with ``grids``, ``fields``,
``joining`` and ``places``. ``bidi`` reads right-to-left lines.
"""

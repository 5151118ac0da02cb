"""PDF prints: page objects -> lines, marks and boxes -> blocks.

The stages, in order: an engine reads ``page.Page`` values, ``furniture`` drops what the
browser printed around the page, ``lines`` makes lines of runs, ``marks`` finds controls and
their state, ``boxes`` finds answer areas, ``layout`` puts all of it into reading order and
``compose`` turns that into blocks.
"""

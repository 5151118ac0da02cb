"""Pictures of pages -> what an engine reads from a page: text runs, ruled lines, boxes, controls.

Numpy throughout, and no OpenCV: only the words are read by a model (``recogniser``), the marks by own rules.
Coordinates are pixels of the straightened picture until ``sheet`` makes points of them.
"""

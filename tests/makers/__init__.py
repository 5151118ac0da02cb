"""Makes realistic exported responses of Microsoft Forms, with the truth beside them.

Independent of the program on purpose: it shares no code and no word list with it.
"""

"""``tidyforms review OUT RAW``: a page on this machine alone, to say what documents do not show."""

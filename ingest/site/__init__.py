"""``tidyforms report``: a dataset as static pages to look at."""

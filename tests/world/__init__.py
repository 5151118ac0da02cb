"""The world machine: random forms, respondents, renderings and exports, and what is true of them."""

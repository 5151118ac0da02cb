"""The style sheets of a saved page, as a browser applies them."""

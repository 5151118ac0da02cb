"""The form file: what people say of a form, in YAML."""

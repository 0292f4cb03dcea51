"""The pure rules: values in, values out."""

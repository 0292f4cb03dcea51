"""Block Kit builders: values in, dict out."""

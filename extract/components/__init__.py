"""The components of the pipeline, one spaCy factory each. Importing this package registers them."""

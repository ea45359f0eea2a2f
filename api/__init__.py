"""What users touch: the HTTP service, the command line, the page."""

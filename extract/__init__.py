"""From a file to statements: readers, the spaCy pipeline and its components, training. Knows no database."""

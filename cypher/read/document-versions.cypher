// Which text of each document is stored, and what read it.
// example: {}
MATCH (document:Document)
RETURN document.key AS key, document.text_hash AS text_hash, document.extractor AS extractor
ORDER BY key

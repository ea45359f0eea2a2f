// A text counts once.
// example: {}
MATCH (document:Document)
WHERE document.text_hash IS NOT NULL AND NOT EXISTS { (document)-[:COPY_OF]->() }
WITH document.text_hash AS text_hash, collect(document.key) AS keys
WHERE size(keys) > 1
RETURN 'documents ' + keys[0] + ' and ' + keys[1] + ' have one text and count twice' AS problem

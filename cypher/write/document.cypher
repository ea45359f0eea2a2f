// Writes a document's own properties; what hangs on it stays.
// $key (string, required): the document's key
// $properties (map, required): all its properties but the key
// example: {"key": "a.txt", "properties": {"title": "A"}}
MERGE (document:Document {key: $key})
SET document = $properties, document.key = $key

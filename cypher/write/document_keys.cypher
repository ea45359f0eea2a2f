// Keys of documents that contain some text.
// $part (string, required): what the key contains
// $limit (integer, default 5): how many
// example: {"part": "a"}
MATCH (document:Document)
WHERE toLower(document.key) CONTAINS toLower($part)
RETURN document.key AS key
ORDER BY size(key), key
LIMIT $limit

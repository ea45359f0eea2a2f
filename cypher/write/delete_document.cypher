// Deletes a document's node, when nothing hangs on it any more.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (document:Document {key: $key})
DETACH DELETE document

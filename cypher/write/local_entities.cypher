// The local entities of a document.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (local:LocalEntity)-[:IN]->(:Document {key: $key})
OPTIONAL MATCH (local)-[:RESOLVED_TO]->(entity:Entity)
RETURN local {.*, entity: entity.id} AS local
ORDER BY local.position

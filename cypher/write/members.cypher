// The local entities of an entity.
// $id (string, required): the entity
// example: {"id": "E1"}
MATCH (:Entity {id: $id})<-[:RESOLVED_TO]-(local:LocalEntity)-[:IN]->(document:Document)
RETURN local {.*, document: document.key, text_hash: document.text_hash} AS local
ORDER BY local.id

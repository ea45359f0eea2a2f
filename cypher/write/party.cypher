// The local entity that a judgement about an id refers to.
// The id of a local entity is that one, that of an entity (or one merged into it) its most telling local entity.
// $id (string, required): an entity, a merged one or a local one
// example: {"id": "E1"}
OPTIONAL MATCH (own:LocalEntity {id: $id})
OPTIONAL MATCH (entity:Entity {id: $id})
OPTIONAL MATCH (:Merged {id: $id})-[:INTO]->(kept:Entity)
OPTIONAL MATCH (anchor:LocalEntity {id: coalesce(entity.anchor, kept.anchor)})
WITH coalesce(own, anchor) AS local, kept.id IS NOT NULL AS merged, own IS NOT NULL AS is_local
MATCH (local)-[:IN]->(document:Document)
MATCH (local)-[:RESOLVED_TO]->(entity:Entity)
RETURN local {.*, document: document.key, text_hash: document.text_hash} AS local, entity.id AS entity,
       entity.name AS name, merged, is_local

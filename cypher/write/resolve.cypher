// Says which entity each of some local entities is.
// $rows (list of maps, required): local, entity (ids)
// example: {"rows": [{"local": "L1", "entity": "E1"}]}
UNWIND $rows AS row
MATCH (local:LocalEntity {id: row.local})
MATCH (entity:Entity {id: row.entity})
OPTIONAL MATCH (local)-[old:RESOLVED_TO]->(:Entity)
DELETE old
WITH DISTINCT local, entity
CREATE (local)-[:RESOLVED_TO]->(entity)
SET local.born = coalesce(local.born, entity.id)

// Which entity each local entity is.
// example: {}
MATCH (local:LocalEntity)
OPTIONAL MATCH (local)-[:RESOLVED_TO]->(entity:Entity)
WITH local, collect(entity.id) AS entities
RETURN local.id AS id, entities[0] AS entity, size(entities) AS count
ORDER BY id

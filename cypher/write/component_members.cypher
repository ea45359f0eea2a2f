// Some local entities with the ids they were resolved to, now and at first.
// $ids (list of strings, required): the local entities
// example: {"ids": ["L1"]}
UNWIND $ids AS id
MATCH (local:LocalEntity {id: id})
OPTIONAL MATCH (local)-[:RESOLVED_TO]->(entity:Entity)
RETURN local.id AS id, entity.id AS entity, local.born AS born, size(local.texts) AS mentions

// What is written on some entities.
// $ids (list of strings, required): the entities
// example: {"ids": ["E1"]}
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
WHERE entity.kind IS NOT NULL
RETURN id, properties(entity) AS entity

// Ids of the local entities of some entities.
// $ids (list of strings, required): the entities
// example: {"ids": ["E1"]}
UNWIND $ids AS id
MATCH (:Entity {id: id})<-[:RESOLVED_TO]-(local:LocalEntity)
RETURN local.id AS id
ORDER BY id

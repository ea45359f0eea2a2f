// Entities by id.
// $ids (list of strings, required): ids of entities
// example: {"ids": ["e1"]}
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
RETURN entity.id AS id, entity.name AS name, entity.kind AS kind, entity.names AS names,
       entity.documents AS documents

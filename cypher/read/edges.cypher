// Relationships of some entities, with the ids of the statements behind each
// $ids (list of strings, required): ids of entities
// {{types}} (relation types, required): the types that count
// example: {"ids": ["e1"], "types": ["MANAGES", "INVESTED_IN"]}
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:{{types}}]-(m:Entity)
WHERE n <> m
RETURN startNode(r).id AS subject, type(r) AS type, endNode(r).id AS object, r.statements AS statements,
       r.documents AS documents, r.statuses AS statuses

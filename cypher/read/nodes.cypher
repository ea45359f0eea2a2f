// Entities by id, with how many neighbours each has
// Neighbours are counted one by one only where there are more relationships than the limit for hubs.
// $ids (list of strings, required): ids of entities
// $hub (integer, required): the limit
// {{types}} (relation types, required): all of them
// example: {"ids": ["e1"], "hub": 200, "types": ["MANAGES", "INVESTED_IN"]}
UNWIND $ids AS id
MATCH (n:Entity {id: id})
WITH n, COUNT { (n)-[:{{types}}]-() } AS degree
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.names AS names, n.documents AS documents,
       CASE WHEN degree <= $hub THEN degree
            ELSE COUNT { MATCH (n)-[:{{types}}]-(m:Entity) RETURN DISTINCT m } END AS neighbours

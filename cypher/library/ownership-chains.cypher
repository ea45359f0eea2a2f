// Who owns or is above an entity, step by step
// $entity (entity, required): whose owners
// {{depth}} (integer, default 4): steps, at most
// example: {"entity": "Huawei"}
MATCH path = (top:Entity)-[:OWNS]->{1,{{depth}}}(:Entity {id: $entity})
RETURN top.name AS owner, length(path) AS steps, [n IN nodes(path) | n.name] AS chain
UNION
MATCH path = (:Entity {id: $entity})-[:PART_OF]->{1,{{depth}}}(top:Entity)
RETURN top.name AS owner, length(path) AS steps, reverse([n IN nodes(path) | n.name]) AS chain

// Chains of suppliers that lead to an entity
// $entity (entity, required): who is supplied in the end
// {{depth}} (integer, default 3): steps, at most
// example: {"entity": "Huawei"}
MATCH path = (first:Entity)-[:SUPPLIES]->{1,{{depth}}}(:Entity {id: $entity})
RETURN first.name AS supplier, length(path) AS steps, [n IN nodes(path) | n.name] AS chain
ORDER BY steps, supplier

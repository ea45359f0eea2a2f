// Entities with the most neighbours
// $kind (kind, default ""): only entities of this kind
// $limit (integer, default 25): how many
// example: {"kind": "Fund", "limit": 3}
MATCH (n:Entity)-[r]-(m:Entity)
WHERE $kind = '' OR $kind IN labels(n)
RETURN n.name AS entity, n.kind AS kind, count(DISTINCT m) AS neighbours, count(r) AS relationships
ORDER BY neighbours DESC, entity
LIMIT $limit

// Technologies by how many entities focus on them, by kind
// $limit (integer, default 50): how many
// example: {"limit": 10}
MATCH (n:Entity)-[:FOCUSES_ON]->(t:Technology)
WITH t, n.kind AS kind, count(DISTINCT n) AS entities
ORDER BY kind
WITH t, sum(entities) AS total, collect(kind + ': ' + toString(entities)) AS kinds
RETURN t.name AS technology, total, kinds
ORDER BY total DESC, technology
LIMIT $limit

// Brokers: entities that stand between neighbours who are not related to each other
// Betweenness in the entity's own neighbourhood: each pair of its neighbours without a relationship of their own counts
// one divided by the number of entities that connect the pair. Places and technologies count on neither side.
// Betweenness over the whole graph is computed by networkx on what `projection` returns.
// $kind (kind, default ""): only entities of this kind
// $most (integer, default 200): entities with more neighbours than this are left out (the cost grows with the square)
// $limit (integer, default 25): how many
// example: {"kind": "", "most": 200, "limit": 5}
MATCH (n:Entity)
WHERE ($kind = '' OR $kind IN labels(n)) AND NOT n:Place AND NOT n:Technology
WITH n, COLLECT { MATCH (n)--(m:Entity) WHERE NOT m:Place AND NOT m:Technology RETURN DISTINCT m } AS near
WHERE 2 <= size(near) AND size(near) <= $most
UNWIND near AS a
UNWIND near AS b
WITH n, near, a, b
WHERE a.id < b.id AND NOT EXISTS { (a)--(b) }
WITH n, near, COUNT { MATCH (a)--(x:Entity)--(b) WHERE NOT x:Place AND NOT x:Technology RETURN DISTINCT x } AS ways
RETURN n.name AS entity, n.kind AS kind, size(near) AS neighbours, round(sum(1.0 / ways), 2) AS betweenness
ORDER BY betweenness DESC, entity
LIMIT $limit

// Pairs of related entities, as networkx or another tool takes them
// Betweenness: `networkx.betweenness_centrality(networkx.Graph((r["source"], r["target"]) for r in rows))`.
// $limit (integer, default 100000): how many
// example: {"limit": 100}
MATCH (a:Entity)-[r]-(b:Entity)
WHERE a.id < b.id AND NOT a:Place AND NOT b:Place AND NOT a:Technology AND NOT b:Technology
RETURN a.id AS source, b.id AS target, a.name AS sourceName, b.name AS targetName, COLLECT { MATCH (a)-[x]-(b) RETURN DISTINCT type(x) AS t ORDER BY t } AS types,
       max(r.documents) AS weight
ORDER BY source, target
LIMIT $limit

// Who signs agreements with whom
// $least (integer, default 1): agreements in common, at least
// example: {"least": 1}
MATCH (a:Entity)-[:SIGNED]->(x:Agreement)<-[:SIGNED]-(b:Entity)
WHERE a.id < b.id
WITH a, b, x
ORDER BY x.name
WITH a, b, collect(DISTINCT x.name) AS agreements
WHERE size(agreements) >= $least
RETURN a.name AS party, b.name AS otherParty, size(agreements) AS shared, agreements
ORDER BY shared DESC, party, otherParty

// Co-investors: who invested in the same things (a two-mode network as one of investors)
// $least (integer, default 1): things in common, at least
// $limit (integer, default 100): how many
// example: {"least": 1}
MATCH (a:Entity)-[:INVESTED_IN]->(x:Entity)<-[:INVESTED_IN]-(b:Entity)
WHERE a.id < b.id
WITH a, b, x
ORDER BY x.name
WITH a, b, collect(DISTINCT x.name) AS common
WHERE size(common) >= $least
RETURN a.name AS investor, b.name AS otherInvestor, size(common) AS shared, common
ORDER BY shared DESC, investor, otherInvestor
LIMIT $limit

// Who met at forums (a two-mode network as one of participants)
// $least (integer, default 1): forums in common, at least
// $limit (integer, default 100): how many
// example: {"least": 1}
MATCH (a:Entity)-[:PARTICIPATED_IN|ORGANISED]->(x:Forum)<-[:PARTICIPATED_IN|ORGANISED]-(b:Entity)
WHERE a.id < b.id
WITH a, b, x
ORDER BY x.name
WITH a, b, collect(DISTINCT x.name) AS forums
WHERE size(forums) >= $least
RETURN a.name AS participant, b.name AS otherParticipant, size(forums) AS shared, forums
ORDER BY shared DESC, participant, otherParticipant
LIMIT $limit

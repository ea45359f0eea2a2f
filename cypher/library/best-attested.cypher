// Relationships that the most documents state
// $limit (integer, default 25): how many
// example: {"limit": 3}
MATCH (a:Entity)-[r]->(b:Entity)
RETURN a.name AS subject, type(r) AS type, b.name AS object, r.documents AS documents, size(r.statements) AS statements
ORDER BY documents DESC, statements DESC, subject, type, object
LIMIT $limit

// Relationships that rest on one statement of low confidence: what to check first
// $below (number, default 0.7): confidence less than this
// $limit (integer, default 50): how many
// example: {"below": 0.7}
MATCH (a:Entity)-[r]->(b:Entity)
WHERE size(r.statements) = 1 AND r.confidence < $below
MATCH (s:Statement {id: r.statements[0]})-[:STATED_IN]->(q:Sentence)-[:IN]->(d:Document)
RETURN a.name AS subject, type(r) AS type, b.name AS object, r.confidence AS confidence, q.text AS quote, d.key AS document,
       s.id AS statement
ORDER BY confidence, subject, type, object
LIMIT $limit

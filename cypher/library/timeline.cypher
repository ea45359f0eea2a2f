// What happened to an entity, by date
// $entity (entity, required): whose timeline
// example: {"entity": "Russia-China Investment Fund"}
MATCH (n:Entity {id: $entity})-[r]-(:Entity)
UNWIND r.statements AS id
MATCH (s:Statement {id: id})-[:STATED_IN]->(q:Sentence)
WHERE s.date IS NOT NULL
RETURN s.date AS date, startNode(r).name AS subject, type(r) AS type, endNode(r).name AS object, s.status AS status,
       q.text AS quote
ORDER BY date, subject, type, object

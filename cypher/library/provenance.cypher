// Every sentence behind the relationships between two entities
// $a (entity, required): one of them
// $b (entity, required): the other
// example: {"a": "RDIF", "b": "Russia-China Investment Fund"}
MATCH (:Entity {id: $a})-[r]-(:Entity {id: $b})
UNWIND r.statements AS id
MATCH (s:Statement {id: id})-[:STATED_IN]->(q:Sentence)-[:IN]->(d:Document)
RETURN startNode(r).name AS subject, type(r) AS type, endNode(r).name AS object, s.status AS status, s.date AS date,
       s.amount AS amount, s.currency AS currency, q.text AS quote, d.key AS document, q.start AS start, q.end AS end,
       s.extractor AS extractor, s.confidence AS confidence
ORDER BY type, date, document, start

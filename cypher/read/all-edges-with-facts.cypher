// All relationships of some types, with what filters look at in each of their statements
// Each statement is a list: id, status, document, date, published, confidence, amount, currency.
// $limit (integer, required): most relationships
// {{types}} (relation types, required): the types that count
// example: {"limit": 1000, "types": ["SIGNED"]}
MATCH (n:Entity)-[r:{{types}}]->(m:Entity)
WHERE n <> m
WITH n, r, m LIMIT $limit
RETURN n.id AS subject, type(r) AS type, m.id AS object,
       COLLECT {
         UNWIND r.statements AS statement
         MATCH (s:Statement {id: statement})-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document)
         RETURN [s.id, s.status, d.key, s.date, d.published, s.confidence, s.amount, s.currency]
       } AS facts

// Relationships of some entities, with what filters look at in each of their statements
// Each statement is a list: id, status, document, date, published, confidence, amount, currency.
// $ids (list of strings, required): ids of entities
// {{types}} (relation types, required): the types that count
// example: {"ids": ["e1"], "types": ["MANAGES", "INVESTED_IN"]}
UNWIND $ids AS id
MATCH (n:Entity {id: id})-[r:{{types}}]-(m:Entity)
WHERE n <> m
RETURN startNode(r).id AS subject, type(r) AS type, endNode(r).id AS object,
       COLLECT {
         UNWIND r.statements AS statement
         MATCH (s:Statement {id: statement})-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document)
         RETURN [s.id, s.status, d.key, s.date, d.published, s.confidence, s.amount, s.currency]
       } AS facts

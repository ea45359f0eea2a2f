// The statements that some edges are made of, with what an edge's summary needs.
// $edges (list of strings, required): the edges, named `subject TYPE object`
// example: {"edges": ["E1 OWNS E2"]}
UNWIND $edges AS edge
MATCH (statement:Statement {edge: edge})-[:STATED_IN]->(:Sentence)-[:IN]->(document:Document)
RETURN edge, statement.id AS id, statement.status AS status, statement.date AS date, statement.amount AS amount,
       statement.currency AS currency, statement.confidence AS confidence, document.key AS document,
       document.published AS published
ORDER BY edge, id

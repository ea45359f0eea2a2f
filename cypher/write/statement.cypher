// One statement with its sentence and its ends.
// $id (string, required): its id
// example: {"id": "S1"}
MATCH (statement:Statement {id: $id})-[:STATED_IN]->(sentence:Sentence)-[:IN]->(document:Document)
MATCH (statement)-[:SUBJECT]->(subject:LocalEntity), (statement)-[:OBJECT]->(object:LocalEntity)
RETURN statement.type AS type, statement.curated AS curated, sentence.text AS quote,
       subject {.*, document: document.key, text_hash: document.text_hash} AS a,
       object {.*, document: document.key, text_hash: document.text_hash} AS b

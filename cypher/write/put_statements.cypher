// Writes the statements of a document, between its local entities and its sentences.
// $rows (list of maps, required): sentence, subject, object (ids) and properties (a map)
// example: {"rows": [{"sentence": "Q1", "subject": "L1", "object": "L2", "properties": {"id": "S1", "type": "OWNS"}}]}
UNWIND $rows AS row
MATCH (sentence:Sentence {id: row.sentence})
MATCH (subject:LocalEntity {id: row.subject})
MATCH (object:LocalEntity {id: row.object})
CREATE (statement:Statement)-[:STATED_IN]->(sentence)
CREATE (statement)-[:SUBJECT]->(subject)
CREATE (statement)-[:OBJECT]->(object)
SET statement = row.properties

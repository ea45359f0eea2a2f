// Writes a document with its local entities, sentences and statements.
// $key (string, required): the document's key
// $properties (map, required): all its properties but the key
// $locals (list of maps, default []): properties of its local entities
// $sentences (list of maps, default []): id, text, start, end
// $statements (list of maps, default []): sentence, subject, object (ids) and properties (a map)
// example: {"key": "a.txt", "properties": {"title": "A"}}
MERGE (document:Document {key: $key})
SET document = $properties, document.key = $key
WITH document
CALL (document) {
  UNWIND $locals AS row
  MERGE (local:LocalEntity {id: row.id})
  SET local += row
  MERGE (local)-[:IN]->(document)
}
CALL (document) {
  UNWIND $sentences AS row
  CREATE (sentence:Sentence)-[:IN]->(document)
  SET sentence = row
}
CALL () {
  UNWIND $statements AS row
  MATCH (sentence:Sentence {id: row.sentence})
  MATCH (subject:LocalEntity {id: row.subject})
  MATCH (object:LocalEntity {id: row.object})
  CREATE (statement:Statement)-[:STATED_IN]->(sentence)
  CREATE (statement)-[:SUBJECT]->(subject)
  CREATE (statement)-[:OBJECT]->(object)
  SET statement = row.properties
}

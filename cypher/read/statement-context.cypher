// A statement's quote with the text of its document.
// $id (string, required): the statement's id
// example: {"id": "0"}
MATCH (statement:Statement {id: $id})-[:STATED_IN]->(sentence:Sentence)-[:IN]->(document:Document)
RETURN sentence.text AS quote, sentence.start AS start, sentence.end AS end, document.text AS text,
       document.key AS document, document.title AS title, document.source AS source, document.published AS published

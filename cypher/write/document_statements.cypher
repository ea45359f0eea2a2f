// The statements of a document with the sentences that state them.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (sentence:Sentence)-[:IN]->(:Document {key: $key})
MATCH (statement:Statement)-[:STATED_IN]->(sentence)
MATCH (statement)-[:SUBJECT]->(subject:LocalEntity), (statement)-[:OBJECT]->(object:LocalEntity)
RETURN statement {.*, subject: subject.id, object: object.id, quote: sentence.text, start: sentence.start,
                  end: sentence.end} AS statement
ORDER BY statement.position

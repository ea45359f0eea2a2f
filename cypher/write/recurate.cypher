// Points verdicts on statements of a document at the statements that say this now, and gives back their ids.
// The same id counts first, else the same type, sentence and names of both ends.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (judgement:Judgement {a_document: $key})
WHERE judgement.verdict IN ['rejected', 'confirmed'] AND NOT EXISTS { (judgement)-[:ON]->(:Statement) }
CALL (judgement) {
  MATCH (statement:Statement)-[:STATED_IN]->(sentence:Sentence)-[:IN]->(:Document {key: judgement.a_document})
  MATCH (statement)-[:SUBJECT]->(subject:LocalEntity), (statement)-[:OBJECT]->(object:LocalEntity)
  WHERE statement.id = judgement.statement
     OR (statement.type = judgement.type AND sentence.text = judgement.quote
         AND judgement.a_form IN subject.forms AND judgement.b_form IN object.forms)
  RETURN statement ORDER BY statement.id <> judgement.statement, statement.id LIMIT 1
}
CREATE (judgement)-[:ON]->(statement)
RETURN DISTINCT statement.id AS id

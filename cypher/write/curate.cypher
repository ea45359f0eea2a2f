// Lets statements be what the last verdict in force on each says.
// $ids (list of strings, required): the statements
// example: {"ids": ["S1"]}
UNWIND $ids AS id
MATCH (statement:Statement {id: id})-[:SUBJECT]->(subject:LocalEntity)
CALL (statement) {
  OPTIONAL MATCH (judgement:Judgement)-[:ON]->(statement)
  WHERE judgement.withdrawn_at IS NULL
  RETURN judgement.verdict AS verdict ORDER BY judgement.id DESC LIMIT 1
}
SET statement.curated = verdict
RETURN subject.id AS local

// One judgement as an entry of the ledger.
// $id (string, required): its id
// example: {"id": "J1"}
MATCH (judgement:Judgement {id: $id})
OPTIONAL MATCH (judgement)-[:A]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
OPTIONAL MATCH (judgement)-[:B]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
OPTIONAL MATCH (judgement)-[:ON]->(statement:Statement)
RETURN properties(judgement) AS judgement, a.id AS a, b.id AS b, statement.id AS statement

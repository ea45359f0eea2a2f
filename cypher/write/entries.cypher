// The ledger, the latest judgement first.
// $by (string, default null): only those of this person, or of `resolver`
// $verdicts (list of strings, default null): only these verdicts
// $limit (integer, default 100): how many
// example: {"limit": 10}
MATCH (judgement:Judgement)
WHERE ($by IS NULL OR judgement.by = $by) AND ($verdicts IS NULL OR judgement.verdict IN $verdicts)
WITH judgement
ORDER BY judgement.id DESC
LIMIT $limit
OPTIONAL MATCH (judgement)-[:A]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
OPTIONAL MATCH (judgement)-[:B]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
OPTIONAL MATCH (judgement)-[:ON]->(statement:Statement)
RETURN properties(judgement) AS judgement, a.id AS a, b.id AS b, statement.id AS statement
ORDER BY judgement.id DESC

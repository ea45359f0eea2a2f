// Pairs of entities that the resolver was unsure about and nobody has judged, the most likely first.
// Each side comes with what its document says: up to three sentences that state something of it.
// $limit (integer, default 20): how many
// example: {"limit": 10}
MATCH (judgement:Judgement {verdict: 'unsure'})
WHERE judgement.withdrawn_at IS NULL
MATCH (judgement)-[:A]->(a:LocalEntity)-[:RESOLVED_TO]->(of_a:Entity)
MATCH (judgement)-[:B]->(b:LocalEntity)-[:RESOLVED_TO]->(of_b:Entity)
WHERE of_a <> of_b AND NOT EXISTS {
  MATCH (of_a)<-[:RESOLVED_TO]-(:LocalEntity)<-[:A|B]-(other:Judgement {verdict: 'different'})
        -[:A|B]->(:LocalEntity)-[:RESOLVED_TO]->(of_b)
  WHERE other.withdrawn_at IS NULL
}
WITH judgement, a, b, of_a, of_b
ORDER BY judgement.score DESC, judgement.id
LIMIT $limit
MATCH (a)-[:IN]->(in_a:Document)
MATCH (b)-[:IN]->(in_b:Document)
RETURN judgement.id AS id, judgement.score AS score, judgement.why AS why,
       {entity: of_a.id, name: of_a.name, kind: of_a.kind, names: of_a.names, document: in_a.key, local: a.id,
        start: a.starts[0], text: substring(coalesce(in_a.text, ''), CASE WHEN a.starts[0] > 100
                                            THEN a.starts[0] - 100 ELSE 0 END, 300)} AS a,
       COLLECT { MATCH (a)<-[:SUBJECT|OBJECT]-(:Statement)-[:STATED_IN]->(sentence:Sentence)
                 WITH DISTINCT sentence ORDER BY sentence.start, sentence.id LIMIT 3 RETURN sentence.text } AS a_quotes,
       {entity: of_b.id, name: of_b.name, kind: of_b.kind, names: of_b.names, document: in_b.key, local: b.id,
        start: b.starts[0], text: substring(coalesce(in_b.text, ''), CASE WHEN b.starts[0] > 100
                                            THEN b.starts[0] - 100 ELSE 0 END, 300)} AS b,
       COLLECT { MATCH (b)<-[:SUBJECT|OBJECT]-(:Statement)-[:STATED_IN]->(sentence:Sentence)
                 WITH DISTINCT sentence ORDER BY sentence.start, sentence.id LIMIT 3 RETURN sentence.text } AS b_quotes

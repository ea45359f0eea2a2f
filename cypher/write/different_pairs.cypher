// What persons called different: the entity of each party, or the party itself where it is none yet.
// example: {}
MATCH (a:LocalEntity)<-[:A]-(judgement:Judgement {verdict: 'different'})-[:B]->(b:LocalEntity)
WHERE judgement.withdrawn_at IS NULL
OPTIONAL MATCH (a)-[:RESOLVED_TO]->(of_a:Entity)
OPTIONAL MATCH (b)-[:RESOLVED_TO]->(of_b:Entity)
RETURN coalesce(of_a.id, a.id) AS a, coalesce(of_b.id, b.id) AS b

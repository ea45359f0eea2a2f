// What was judged different is not one entity.
// example: {}
MATCH (a:LocalEntity)<-[:A]-(judgement:Judgement {verdict: 'different'})-[:B]->(b:LocalEntity)
WHERE judgement.withdrawn_at IS NULL AND EXISTS { (a)-[:RESOLVED_TO]->(:Entity)<-[:RESOLVED_TO]-(b) }
RETURN 'judgement ' + judgement.id + ' says different, and its parties are one entity' AS problem

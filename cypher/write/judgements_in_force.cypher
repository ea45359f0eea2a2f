// All `same` and `different` judgements in force whose parties are both in the graph.
// example: {}
MATCH (a:LocalEntity)<-[:A]-(judgement:Judgement)-[:B]->(b:LocalEntity)
WHERE judgement.withdrawn_at IS NULL AND judgement.verdict IN ['same', 'different']
RETURN judgement.id AS id, judgement.verdict AS verdict, judgement.by AS by, judgement.score AS score, a.id AS a,
       b.id AS b
ORDER BY id

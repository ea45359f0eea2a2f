// The judgements in force between some local entities.
// $ids (list of strings, required): the local entities
// example: {"ids": ["L1", "L2"]}
UNWIND $ids AS id
MATCH (a:LocalEntity {id: id})<-[:A]-(judgement:Judgement)-[:B]->(b:LocalEntity)
WHERE judgement.withdrawn_at IS NULL AND judgement.verdict IN ['same', 'different']
RETURN judgement.id AS id, judgement.verdict AS verdict, judgement.by AS by, judgement.score AS score, a.id AS a,
       b.id AS b

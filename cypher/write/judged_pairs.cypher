// Which pairs of local entities have nothing left to judge.
// Their entities are one, or a judgement (unsure or different) between these is in force.
// $rows (list of maps, required): a, b (ids of local entities)
// example: {"rows": [{"a": "L1", "b": "L2"}]}
UNWIND $rows AS row
MATCH (:LocalEntity {id: row.a})-[:RESOLVED_TO]->(of_a:Entity)
MATCH (:LocalEntity {id: row.b})-[:RESOLVED_TO]->(of_b:Entity)
WHERE of_a = of_b
   OR EXISTS {
     MATCH (of_a)<-[:RESOLVED_TO]-(:LocalEntity)<-[:A|B]-(judgement:Judgement)-[:A|B]->(:LocalEntity)
           -[:RESOLVED_TO]->(of_b)
     WHERE judgement.withdrawn_at IS NULL AND judgement.verdict IN ['unsure', 'different']
   }
RETURN row.a AS a, row.b AS b

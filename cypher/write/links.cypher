// The `same` judgements in force within an entity, persons' latest first, then the resolver's weakest first.
// $id (string, required): the entity
// example: {"id": "E1"}
MATCH (entity:Entity {id: $id})<-[:RESOLVED_TO]-(a:LocalEntity)<-[:A]-(judgement:Judgement {verdict: 'same'})
      -[:B]->(b:LocalEntity)-[:RESOLVED_TO]->(entity)
WHERE judgement.withdrawn_at IS NULL AND a <> b
RETURN judgement.id AS id, judgement.by AS by, judgement.score AS score, a.id AS a, b.id AS b
ORDER BY judgement.by = 'resolver', CASE WHEN judgement.by = 'resolver' THEN judgement.score ELSE 0 END, id DESC

// The judgements in force that hold two entities apart, the oldest first.
// $a (string, required): one entity
// $b (string, required): the other
// example: {"a": "E1", "b": "E2"}
MATCH (:Entity {id: $a})<-[:RESOLVED_TO]-(:LocalEntity)<-[:A|B]-(judgement:Judgement {verdict: 'different'})
      -[:A|B]->(:LocalEntity)-[:RESOLVED_TO]->(:Entity {id: $b})
WHERE judgement.withdrawn_at IS NULL
RETURN DISTINCT judgement.id AS id, judgement.by AS by, judgement.at AS at
ORDER BY id

// Deletes local entities and the resolver's judgements on them.
// Gives back those that stay and may come apart or together by it: several judgements, or a person's, hung on what went.
// $ids (list of strings, required): the local entities
// example: {"ids": ["L1"]}
UNWIND $ids AS id
MATCH (local:LocalEntity {id: id})
OPTIONAL MATCH (local)<-[:A|B]-(judgement:Judgement)
WHERE judgement.withdrawn_at IS NULL AND judgement.verdict IN ['same', 'different']
OPTIONAL MATCH (judgement)-[:A|B]->(other:LocalEntity)
WHERE other <> local
WITH local, collect(DISTINCT other) AS others, collect(DISTINCT judgement) AS judgements
OPTIONAL MATCH (local)<-[:A|B]-(derived:Judgement {by: 'resolver'})
WITH local, collect(DISTINCT derived) AS derived,
     CASE WHEN size(others) > 1 OR any(judgement IN judgements WHERE judgement.by <> 'resolver')
          THEN [other IN others | other.id] ELSE [] END AS near
WITH collect(local) AS locals, collect(derived) AS derivations, collect(near) AS nears
FOREACH (derived IN derivations | FOREACH (judgement IN derived | DETACH DELETE judgement))
FOREACH (local IN locals | DETACH DELETE local)
WITH nears
UNWIND nears AS near
UNWIND near AS id
WITH DISTINCT id
WHERE NOT id IN $ids
RETURN id ORDER BY id

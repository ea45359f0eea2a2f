// Lets persons' judgements on local entities that are about to go bear on another of the same entity.
// For `different` that is any other; for `same` one that is held together with the one that goes by another judgement.
// $ids (list of strings, required): the local entities
// example: {"ids": ["L1"]}
UNWIND $ids AS id
MATCH (local:LocalEntity {id: id})-[:RESOLVED_TO]->(entity:Entity)
MATCH (local)<-[link:A|B]-(judgement:Judgement)
WHERE judgement.by <> 'resolver' AND judgement.withdrawn_at IS NULL AND judgement.verdict IN ['same', 'different']
CALL (local, entity, judgement) {
  MATCH (entity)<-[:RESOLVED_TO]-(other:LocalEntity)
  WHERE NOT other.id IN $ids
  WITH other, EXISTS {
    MATCH (other)<-[:A|B]-(bond:Judgement {verdict: 'same'})-[:A|B]->(local)
    WHERE bond <> judgement AND bond.withdrawn_at IS NULL
  } AS bound
  WHERE bound OR judgement.verdict = 'different'
  RETURN other ORDER BY bound DESC, other.id LIMIT 1
}
FOREACH (_ IN CASE WHEN type(link) = 'A' THEN [1] ELSE [] END | CREATE (judgement)-[:A]->(other))
FOREACH (_ IN CASE WHEN type(link) = 'B' THEN [1] ELSE [] END | CREATE (judgement)-[:B]->(other))
DELETE link

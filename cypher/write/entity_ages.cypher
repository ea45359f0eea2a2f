// When some ids were minted, of entities and of merged ones; unknown ids have no row.
// `used`: whether anything is this entity; `into`: the entity a merged id resolves to.
// $ids (list of strings, required): the ids
// example: {"ids": ["E1"]}
UNWIND $ids AS id
OPTIONAL MATCH (entity:Entity {id: id})
OPTIONAL MATCH (merged:Merged {id: id})
OPTIONAL MATCH (merged)-[:INTO]->(kept:Entity)
WITH id, entity, merged, kept
WHERE entity IS NOT NULL OR merged IS NOT NULL
RETURN id, coalesce(entity.minted, merged.minted) AS minted, kept.id AS into,
       EXISTS { (entity)<-[:RESOLVED_TO]-(:LocalEntity) } AS used, entity IS NOT NULL AS entity

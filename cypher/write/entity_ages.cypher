// When some ids were minted, of entities in use and of merged ones; unknown ids have no row.
// $ids (list of strings, required): the ids
// example: {"ids": ["E1"]}
UNWIND $ids AS id
OPTIONAL MATCH (entity:Entity {id: id})
OPTIONAL MATCH (merged:Merged {id: id})
OPTIONAL MATCH (merged)-[:INTO]->(kept:Entity)
WITH id, entity, merged, kept
WHERE entity IS NOT NULL OR merged IS NOT NULL
RETURN id, coalesce(entity.minted, merged.minted) AS minted, entity IS NOT NULL AS used, kept.id AS into

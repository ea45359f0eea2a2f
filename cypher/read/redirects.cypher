// Where ids lead: an entity's own id to itself, a merged one to the entity that it went into
// $ids (list of strings, required): ids of entities, merged ones among them
// example: {"ids": ["e1"]}
UNWIND $ids AS id
OPTIONAL MATCH (n:Entity {id: id})
OPTIONAL MATCH (:Merged {id: id})-[:INTO]->(m:Entity)
WITH id, coalesce(n.id, m.id) AS entity
WHERE entity IS NOT NULL
RETURN id, entity

// Ids of all entities, in order.
// example: {}
MATCH (entity:Entity)
RETURN entity.id AS id
ORDER BY id

// What is written on all entities, with the names that find them.
// example: {}
MATCH (entity:Entity)
RETURN entity.id AS id, labels(entity) AS labels, properties(entity) AS properties,
       COLLECT { MATCH (entity)-[:NAMED]->(name:Name) RETURN name.key ORDER BY name.key } AS names
ORDER BY id

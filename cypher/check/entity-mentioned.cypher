// Entities are mentioned somewhere.
// example: {}
MATCH (entity:Entity)
WHERE NOT EXISTS { (entity)<-[:RESOLVED_TO]-(:LocalEntity) }
RETURN 'entity ' + entity.id + ' is mentioned nowhere' AS problem

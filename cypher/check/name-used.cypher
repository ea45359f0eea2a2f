// Names find an entity.
// example: {}
MATCH (name:Name)
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
RETURN 'name ' + name.normal + ' finds nothing' AS problem

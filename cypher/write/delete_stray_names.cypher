// Deletes names that no entity has.
// example: {}
MATCH (name:Name)
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
DELETE name

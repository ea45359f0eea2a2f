// Deletes entities that nothing mentions any more, with the names only they had.
// Ids that were merged into one of them stay known.
// $ids (list of strings, required): the entities
// example: {"ids": ["E1"]}
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
OPTIONAL MATCH (entity)-[:NAMED]->(name:Name)
WITH collect(DISTINCT entity) AS entities, collect(DISTINCT name) AS names
FOREACH (entity IN entities | DETACH DELETE entity)
WITH names
UNWIND names AS name
WITH name
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
DELETE name

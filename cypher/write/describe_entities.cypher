// Writes the names, kind and counts of entities, with the labels of the kind and the index of names.
// With `all_names` an entity is found under these names and no others; a name that no entity has any more goes.
// $rows (list of maps, required): id, properties (a map), remove and add (labels), names (key, normal), all_names
// example: {"rows": [{"id": "E1", "properties": {"name": "A"}, "remove": [], "add": [], "names": [], "all_names": true}]}
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})
SET entity += row.properties
REMOVE entity:$(row.remove)
SET entity:$(row.add)
WITH entity, row.names AS wanted, row.all_names AS all_names
CALL (entity, wanted) {
  UNWIND wanted AS one
  MERGE (name:Name {key: one.key}) ON CREATE SET name.normal = one.normal
  MERGE (entity)-[:NAMED]->(name)
}
WITH entity, all_names, [one IN wanted | one.key] AS keys
WHERE all_names
MATCH (entity)-[stale:NAMED]->(name:Name)
WHERE NOT name.key IN keys
DELETE stale
WITH DISTINCT name
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
DELETE name

// Writes the names, kind and counts of entities, with the labels of the kind and the index of names.
// An entity is found under these names and no others; a name that no entity has any more goes.
// $rows (list of maps, required): id, properties (a map), remove and add (labels), names (maps of key and normal)
// example: {"rows": [{"id": "E1", "properties": {"name": "RDIF"}, "remove": [], "add": ["Fund"], "names": []}]}
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})
SET entity += row.properties
REMOVE entity:$(row.remove)
SET entity:$(row.add)
WITH entity, row.names AS wanted
CALL (entity, wanted) {
  UNWIND wanted AS one
  MERGE (name:Name {key: one.key}) ON CREATE SET name.normal = one.normal
  MERGE (entity)-[:NAMED]->(name)
}
WITH entity, [one IN wanted | one.key] AS keys
MATCH (entity)-[stale:NAMED]->(name:Name)
WHERE NOT name.key IN keys
DELETE stale
WITH DISTINCT name
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
DELETE name

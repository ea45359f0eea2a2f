// Points the index of names at an entity: it is found under these keys and no others.
// Keys are merged in sorted order. A name that no entity has any more goes.
// $rows (list of maps, required): id, names (maps of key and normal)
// example: {"rows": [{"id": "E1", "names": [{"key": "ab", "normal": "rdif"}]}]}
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})
OPTIONAL MATCH (entity)-[stale:NAMED]->(name:Name)
WHERE NOT name.key IN [wanted IN row.names | wanted.key]
WITH row, entity, collect(stale) AS stales, collect(name) AS names
FOREACH (stale IN stales | DELETE stale)
FOREACH (wanted IN row.names |
  MERGE (name:Name {key: wanted.key}) ON CREATE SET name.normal = wanted.normal
  MERGE (entity)-[:NAMED]->(name))
WITH names
UNWIND names AS name
WITH DISTINCT name
WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
DELETE name

// Writes the names, kind and counts of entities, with the labels of the kind.
// $rows (list of maps, required): id, properties (a map), remove and add (labels)
// example: {"rows": [{"id": "E1", "properties": {"name": "RDIF"}, "remove": [], "add": ["Fund", "Organisation"]}]}
UNWIND $rows AS row
MATCH (entity:Entity {id: row.id})
SET entity += row.properties
REMOVE entity:$(row.remove)
SET entity:$(row.add)

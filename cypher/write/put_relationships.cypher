// Writes projected relationships, one for each subject, type and object.
// $rows (list of maps, required): subject, type, object, properties (a map)
// example: {"rows": [{"subject": "E1", "type": "OWNS", "object": "E2", "properties": {"statements": ["S1"]}}]}
UNWIND $rows AS row
MATCH (subject:Entity {id: row.subject})
MATCH (object:Entity {id: row.object})
MERGE (subject)-[relationship:$(row.type)]->(object)
SET relationship = row.properties

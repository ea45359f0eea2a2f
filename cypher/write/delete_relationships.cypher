// Deletes projected relationships.
// {{types}} (relation types, required): all that there are
// $rows (list of maps, required): subject, type, object
// example: {"types": ["OWNS"], "rows": [{"subject": "E1", "type": "OWNS", "object": "E2"}]}
UNWIND $rows AS row
MATCH (subject:Entity {id: row.subject})
MATCH (object:Entity {id: row.object})
MATCH (subject)-[relationship:{{types}}]->(object)
WHERE type(relationship) = row.type
DELETE relationship

// Lets what had been merged into some entities follow them into others.
// $rows (list of maps, required): id (the entity that goes), into
// example: {"rows": [{"id": "E2", "into": "E1"}]}
UNWIND $rows AS row
MATCH (kept:Entity {id: row.into})
MATCH (:Entity {id: row.id})<-[old:INTO]-(earlier:Merged)
DELETE old
CREATE (earlier)-[:INTO]->(kept)
SET earlier.into = row.into

// Lets the ids of entities that went into others resolve to these from now on.
// $rows (list of maps, required): id (the entity that goes), into
// example: {"rows": [{"id": "E2", "into": "E1"}]}
UNWIND $rows AS row
MATCH (kept:Entity {id: row.into})
OPTIONAL MATCH (gone:Entity {id: row.id})
MERGE (merged:Merged {id: row.id})
SET merged.minted = coalesce(gone.minted, merged.minted), merged.into = row.into
DETACH DELETE gone
WITH DISTINCT kept, merged
OPTIONAL MATCH (merged)-[old:INTO]->(:Entity)
DELETE old
WITH DISTINCT kept, merged
CREATE (merged)-[:INTO]->(kept)

// Makes entities with ids that are new or come back; those that exist stay as they are.
// Ids that were merged into one that comes back resolve to it again.
// $rows (list of maps, required): id, minted (when)
// example: {"rows": [{"id": "E1", "minted": "2026-01-01T00:00:00.000000Z"}]}
UNWIND $rows AS row
OPTIONAL MATCH (merged:Merged {id: row.id})
WITH row, merged, coalesce(merged.minted, row.minted) AS minted
DETACH DELETE merged
MERGE (entity:Entity {id: row.id})
ON CREATE SET entity.minted = minted
WITH DISTINCT entity
MATCH (earlier:Merged {into: entity.id})
MERGE (earlier)-[:INTO]->(entity)

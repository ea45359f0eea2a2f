// Gives local entities that were found again at other offsets their new ids.
// $rows (list of maps, required): old, new
// example: {"rows": [{"old": "L1", "new": "L2"}]}
UNWIND $rows AS row
MATCH (local:LocalEntity {id: row.old})
SET local.id = row.new

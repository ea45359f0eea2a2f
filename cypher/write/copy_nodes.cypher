// Writes copied nodes with their labels, marked until the copy is complete.
// $rows (list of maps, required): at (where it was), labels, properties
// example: {"rows": [{"at": "4:a:1", "labels": ["Name"], "properties": {"key": "ab"}}]}
UNWIND $rows AS row
CREATE (n:$(row.labels))
SET n = row.properties
SET n:Copying, n.copied_from = row.at

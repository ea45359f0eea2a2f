// A step of an exported script: creates nodes
// $rows (list of maps, required): ref (label and key), labels, properties
// example: {"rows": [{"ref": "Name:a", "labels": ["Name"], "properties": {"key": "a", "normal": "a"}}]}
UNWIND $rows AS row
CREATE (n:EntenteImport {entente_import: row.ref})
SET n += row.properties, n:$(row.labels)

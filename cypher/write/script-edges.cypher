// A step of an exported script: creates relationships between nodes of its own
// $rows (list of maps, required): start and end (references), type, properties
// example: {"rows": [{"start": "LocalEntity:a", "end": "Name:a", "type": "NAMED", "properties": {}}]}
UNWIND $rows AS row
MATCH (a:EntenteImport {entente_import: row.start})
MATCH (b:EntenteImport {entente_import: row.end})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties

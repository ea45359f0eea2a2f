// Writes copied relationships between copied nodes.
// $rows (list of maps, required): a and b (where the ends were), type, properties
// example: {"rows": [{"a": "4:a:1", "b": "4:a:2", "type": "OWNS", "properties": {}}]}
UNWIND $rows AS row
MATCH (a:Copying {copied_from: row.a})
MATCH (b:Copying {copied_from: row.b})
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties

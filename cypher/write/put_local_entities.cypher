// Writes the local entities of a document.
// $key (string, required): the document's key
// $rows (list of maps, required): the properties of each
// example: {"key": "a.txt", "rows": [{"id": "L1", "kind": "Fund", "name": "RDIF"}]}
MATCH (document:Document {key: $key})
UNWIND $rows AS row
MERGE (local:LocalEntity {id: row.id})
SET local += row
MERGE (local)-[:IN]->(document)

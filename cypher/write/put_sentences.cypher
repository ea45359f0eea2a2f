// Writes the sentences of a document.
// $key (string, required): the document's key
// $rows (list of maps, required): id, text, start, end
// example: {"key": "a.txt", "rows": [{"id": "Q1", "text": "A.", "start": 0, "end": 2}]}
MATCH (document:Document {key: $key})
UNWIND $rows AS row
CREATE (sentence:Sentence)-[:IN]->(document)
SET sentence = row

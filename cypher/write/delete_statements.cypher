// Deletes the statements and sentences of a document.
// Gives back the edges that the statements were projected into, and how many statements there were.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (sentence:Sentence)-[:IN]->(:Document {key: $key})
OPTIONAL MATCH (statement:Statement)-[:STATED_IN]->(sentence)
WITH collect(DISTINCT sentence) AS sentences, collect(DISTINCT statement) AS statements,
     collect(DISTINCT statement.edge) AS edges, count(DISTINCT statement) AS count
FOREACH (statement IN statements | DETACH DELETE statement)
FOREACH (sentence IN sentences | DETACH DELETE sentence)
RETURN edges, count

// Sentences are in one document each, and state something.
// example: {}
MATCH (sentence:Sentence)
WHERE COUNT { (sentence)-[:IN]->(:Document) } <> 1 OR NOT EXISTS { (:Statement)-[:STATED_IN]->(sentence) }
RETURN 'sentence ' + sentence.id + ' is in no document, or in several, or states nothing' AS problem

// What is stored of each document, as far as it says whether it has to be read again.
// example: {}
MATCH (document:Document)
RETURN document.key AS key, document.text_hash AS text_hash, document.extractor AS extractor,
       document.title AS title, document.published AS published,
       COUNT { (:LocalEntity)-[:IN]->(document) } AS entities,
       COUNT { (:Statement)-[:STATED_IN]->(:Sentence)-[:IN]->(document) } AS statements
ORDER BY key

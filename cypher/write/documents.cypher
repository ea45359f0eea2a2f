// All documents with what they hold.
// example: {}
MATCH (document:Document)
OPTIONAL MATCH (document)-[:COPY_OF]->(original:Document)
RETURN document.key AS key, document.title AS title, document.source AS source, document.path AS path,
       document.published AS published, document.language AS language, document.extractor AS extractor,
       document.ingested AS ingested, document.warnings AS warnings,
       COUNT { (:LocalEntity)-[:IN]->(document) } AS entities,
       COUNT { (:Statement)-[:STATED_IN]->(:Sentence)-[:IN]->(document) } AS statements,
       original.key AS original
ORDER BY key

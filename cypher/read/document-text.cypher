// A document's stored text and what is known of it.
// $key (string, required): the document's key
// example: {"key": "notes.txt"}
MATCH (document:Document {key: $key})
OPTIONAL MATCH (document)-[:COPY_OF]->(original:Document)
RETURN document.key AS document, document.title AS title, document.source AS source, document.path AS path,
       document.published AS published, document.language AS language, document.extractor AS extractor,
       coalesce(document.text, original.text) AS text, original.key AS original

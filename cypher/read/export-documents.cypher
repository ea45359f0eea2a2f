// All documents without their texts, by key
// example: {}
MATCH (d:Document)
WHERE d.key IS NOT NULL
OPTIONAL MATCH (d)-[:COPY_OF]->(original:Document)
RETURN d.key AS key, d.id AS id, d.title AS title, d.source AS source, d.path AS path, d.published AS published,
       d.language AS language, d.text_hash AS text_hash, d.extractor AS extractor, original.key AS copy_of
ORDER BY key

// Entities that have a name with words like these, the likest first
// $text (string, required): words in the language of the full-text index, such as "skolkowo~1 OR skolk*"
// $limit (integer, default 50): names looked at
// example: {"text": "skolkowo~1", "limit": 50}
CALL db.index.fulltext.queryNodes('name_text', $text, {limit: $limit}) YIELD node, score
MATCH (node)<-[:NAMED]-(e:Entity)
WITH e, max(score) AS score
ORDER BY score DESC, e.id
RETURN e.id AS id, e.name AS name, e.kind AS kind, e.names AS names, e.documents AS documents

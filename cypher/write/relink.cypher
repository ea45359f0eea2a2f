// Points persons' judgements on mentions in a document at the local entities that are these mentions now.
// An overlapping mention in the same text counts first, then the same form and kind, then the same form.
// $key (string, required): the document's key
// example: {"key": "a.txt"}
MATCH (document:Document {key: $key})
CALL (document) {
  MATCH (judgement:Judgement {a_document: document.key})
  RETURN judgement, 'A' AS side, judgement.a_start AS start, judgement.a_end AS end, judgement.a_form AS form,
         judgement.a_kind AS kind, judgement.a_text_hash AS text_hash
  UNION ALL
  MATCH (judgement:Judgement {b_document: document.key})
  RETURN judgement, 'B' AS side, judgement.b_start AS start, judgement.b_end AS end, judgement.b_form AS form,
         judgement.b_kind AS kind, judgement.b_text_hash AS text_hash
}
WITH document, judgement, side, start, end, form, kind, text_hash
WHERE judgement.by <> 'resolver' AND judgement.withdrawn_at IS NULL AND judgement.verdict IN ['same', 'different']
CALL (document, start, end, form, kind, text_hash) {
  MATCH (local:LocalEntity)-[:IN]->(document)
  WITH local,
       CASE
         WHEN start IS NOT NULL AND text_hash = document.text_hash
              AND any(i IN range(0, size(local.starts) - 1) WHERE local.starts[i] < end AND local.ends[i] > start)
           THEN 3
         WHEN form IN local.forms AND local.kind = kind THEN 2
         WHEN form IN local.forms THEN 1
         ELSE 0
       END AS fit
  WHERE fit > 0
  RETURN local ORDER BY fit DESC, local.position LIMIT 1
}
OPTIONAL MATCH (judgement)-[link:A|B]->(:LocalEntity)
WHERE type(link) = side
DELETE link
WITH DISTINCT judgement, side, local
FOREACH (_ IN CASE WHEN side = 'A' THEN [1] ELSE [] END | CREATE (judgement)-[:A]->(local))
FOREACH (_ IN CASE WHEN side = 'B' THEN [1] ELSE [] END | CREATE (judgement)-[:B]->(local))
RETURN DISTINCT local.id AS id

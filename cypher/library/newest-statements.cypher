// The newest statements, by the act's date or else that of publication
// $type (relation, default ""): only this relation type
// $limit (integer, default 25): how many
// example: {"type": "INVESTED_IN", "limit": 2}
MATCH (s:Statement)-[:STATED_IN]->(q:Sentence)-[:IN]->(d:Document)
WHERE $type = '' OR s.type = $type
WITH s, q, d, coalesce(s.date, d.published) AS day
WHERE day IS NOT NULL
ORDER BY day DESC, s.id
LIMIT $limit
MATCH (s)-[:SUBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
MATCH (s)-[:OBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
RETURN day, a.name AS subject, s.type AS type, b.name AS object, s.status AS status, q.text AS quote, d.key AS document
ORDER BY day DESC, subject, object

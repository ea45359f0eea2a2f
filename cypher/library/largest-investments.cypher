// The largest investments in one currency
// Statements of one round in one document are one investment with several investors, so a joint amount counts once.
// $currency (currency, default "USD"): ISO 4217
// $limit (integer, default 25): how many
// example: {"currency": "USD", "limit": 5}
MATCH (s:Statement {type: 'INVESTED_IN', currency: $currency})-[:STATED_IN]->(q:Sentence)-[:IN]->(d:Document)
WHERE s.amount IS NOT NULL
MATCH (s)-[:SUBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
MATCH (s)-[:OBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
WITH s, q, d, a, b
ORDER BY a.name
RETURN s.amount AS amount, collect(DISTINCT a.name) AS investors, b.name AS object, s.date AS date, s.status AS status,
       q.text AS quote, d.key AS document, coalesce(s.event, s.id) AS event
ORDER BY amount DESC, object, document
LIMIT $limit

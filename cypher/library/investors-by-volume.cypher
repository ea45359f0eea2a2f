// Investors by what they invested, in one currency
// The largest amount stated of each pair counts, planned ones don't; a joint amount counts for every investor.
// $currency (currency, default "USD"): ISO 4217
// $limit (integer, default 25): how many
// example: {"currency": "USD"}
MATCH (a:Entity)-[r:INVESTED_IN]->(b:Entity)
UNWIND r.statements AS id
MATCH (s:Statement {id: id})
WHERE s.currency = $currency AND s.amount IS NOT NULL AND s.status <> 'planned'
WITH a, b, max(s.amount) AS amount
ORDER BY b.name
RETURN a.name AS investor, sum(amount) AS total, count(b) AS investments, collect(b.name) AS objects
ORDER BY total DESC, investor
LIMIT $limit

// Relationships whose statements differ in date, amount or status
// Dates differ where none is the beginning of the other; amounts are compared within one currency.
// $limit (integer, default 100): how many
// example: {"limit": 10}
MATCH (a:Entity)-[r]->(b:Entity)
WHERE size(r.statements) > 1
WITH a, r, b, COLLECT { UNWIND r.statements AS id MATCH (s:Statement {id: id}) RETURN s ORDER BY s.date, s.amount, s.status } AS all
WITH a, r, b, all,
     any(s IN all WHERE any(t IN all WHERE s.date < t.date AND NOT t.date STARTS WITH s.date)) AS dates,
     any(s IN all WHERE any(t IN all WHERE s.currency = t.currency AND s.amount <> t.amount)) AS amounts,
     any(s IN all WHERE any(t IN all WHERE s.status <> t.status)) AS statuses
WHERE dates OR amounts OR statuses
RETURN a.name AS subject, type(r) AS type, b.name AS object,
       [what IN [CASE WHEN dates THEN 'date' END, CASE WHEN amounts THEN 'amount' END,
                 CASE WHEN statuses THEN 'status' END] WHERE what IS NOT NULL] AS differs,
       [s IN all | coalesce(s.date, '?') + ' ' + s.status + coalesce(' ' + toString(toInteger(s.amount)) + ' ' + s.currency, '')] AS versions
ORDER BY subject, type, object
LIMIT $limit

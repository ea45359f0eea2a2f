// Every node, in an order that does not depend on the database.
// example: {}
MATCH (n)
WITH n, reduce(text = '', label IN labels(n) | CASE WHEN text = '' OR label < text THEN label ELSE text END) AS label
RETURN elementId(n) AS at, labels(n) AS labels, properties(n) AS properties
ORDER BY label, toString(coalesce(n.key, n.id))

// All edges that statements belong to, in order.
// example: {}
MATCH (statement:Statement)
WHERE statement.edge IS NOT NULL
RETURN DISTINCT statement.edge AS edge
ORDER BY edge

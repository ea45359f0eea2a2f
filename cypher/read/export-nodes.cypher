// Every node of the store, label by label, in the order of their keys
// example: {}
MATCH (n:Document)
WHERE n.key IS NOT NULL
RETURN 'Document' AS label, n.key AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Sentence)
WHERE n.id IS NOT NULL
RETURN 'Sentence' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:LocalEntity)
WHERE n.id IS NOT NULL
RETURN 'LocalEntity' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Statement)
WHERE n.id IS NOT NULL
RETURN 'Statement' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Entity)
WHERE n.id IS NOT NULL
RETURN 'Entity' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Name)
WHERE n.key IS NOT NULL
RETURN 'Name' AS label, n.key AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Judgement)
WHERE n.id IS NOT NULL
RETURN 'Judgement' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Merged)
WHERE n.id IS NOT NULL
RETURN 'Merged' AS label, n.id AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key
UNION ALL
MATCH (n:Schema)
WHERE n.key IS NOT NULL
RETURN 'Schema' AS label, n.key AS key, labels(n) AS labels, properties(n) AS properties
ORDER BY key

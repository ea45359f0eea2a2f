// Every relationship of the store, in the order of the keys of its start, its type and the key of its end
// example: {}
MATCH (n:Document)
WHERE n.key IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Document' AS label, n.key AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Sentence)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Sentence' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:LocalEntity)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'LocalEntity' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Statement)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Statement' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Entity)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Entity' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Name)
WHERE n.key IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Name' AS label, n.key AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Judgement)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Judgement' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Merged)
WHERE n.id IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Merged' AS label, n.id AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key
UNION ALL
MATCH (n:Schema)
WHERE n.key IS NOT NULL
MATCH (n)-[r]->(m)
RETURN 'Schema' AS label, n.key AS key, type(r) AS type, CASE WHEN m:Entity THEN 'Entity' ELSE head(labels(m)) END AS other,
       coalesce(m.key, m.id) AS other_key, properties(r) AS properties
ORDER BY key, type, other_key

// All projected relationships with their ends and the ids of their statements, by subject, type and object
// example: {}
MATCH (a:Entity)
WHERE a.id IS NOT NULL
MATCH (a)-[r]->(b:Entity)
RETURN a.id AS subject, type(r) AS type, b.id AS object, r.statements AS statements, a.kind AS subject_kind,
       a.name AS subject_name, b.kind AS object_kind, b.name AS object_name
ORDER BY subject, type, object

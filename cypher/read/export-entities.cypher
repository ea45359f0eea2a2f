// All resolved entities, by id
// example: {}
MATCH (n:Entity)
WHERE n.id IS NOT NULL
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.names AS names, n.documents AS documents
ORDER BY id

// Entities that are mentioned and related to nothing
// $kind (kind, default ""): only entities of this kind
// $limit (integer, default 100): how many
// example: {"kind": "Company"}
MATCH (n:Entity)
WHERE ($kind = '' OR $kind IN labels(n)) AND NOT EXISTS { (n)--(:Entity) }
RETURN n.name AS entity, n.kind AS kind, n.mentions AS mentions, n.documents AS documents
ORDER BY mentions DESC, entity
LIMIT $limit

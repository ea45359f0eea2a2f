// Relationships that example questions can be about: of the best known entities, and no two alike.
// {{types}} (relation types, required): the types that count
// $limit (integer, required): most relationships
// example: {"types": ["MANAGES", "INVESTED_IN"], "limit": 300}
MATCH (a:Entity)-[r:{{types}}]->(b:Entity)
WHERE NOT a:Place AND NOT b:Place
RETURN a.name AS subject, type(r) AS type, b.name AS object, b.kind AS kind
ORDER BY a.documents + b.documents DESC, subject, type, object
LIMIT $limit

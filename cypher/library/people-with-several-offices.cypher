// People who hold or held more than one office
// $least (integer, default 2): offices, at least
// example: {"least": 1}
MATCH (person:Person)-[r:WORKS_FOR]->(o:Entity)
UNWIND r.statements AS id
MATCH (s:Statement {id: id})
WITH person, o, s.role AS role
ORDER BY o.name, role
WITH person, o, collect(DISTINCT role) AS roles
WITH person, collect({office: o.name, roles: roles}) AS offices
WHERE size(offices) >= $least
RETURN person.name AS person, size(offices) AS count, offices
ORDER BY count DESC, person

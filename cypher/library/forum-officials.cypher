// People at forums, with their role there and the bodies they work for
// $forum (string, default ""): only forums with this in their name
// example: {"forum": "Dialogue"}
MATCH (person:Person)-[r:PARTICIPATED_IN]->(forum:Forum)
WHERE toLower(forum.name) CONTAINS toLower($forum)
RETURN forum.name AS forum, person.name AS person,
       COLLECT { UNWIND r.statements AS id MATCH (s:Statement {id: id}) WHERE s.role IS NOT NULL RETURN DISTINCT s.role } AS roles,
       COLLECT { MATCH (person)-[:WORKS_FOR]->(o:Entity) RETURN o.name ORDER BY o.name } AS bodies
ORDER BY forum, person

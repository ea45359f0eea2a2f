// All projected relationships.
// example: {}
MATCH (subject:Entity)-[relationship]->(object:Entity)
RETURN subject.id + ' ' + type(relationship) + ' ' + object.id AS edge, properties(relationship) AS properties
ORDER BY edge

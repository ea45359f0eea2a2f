// Relationships between entities that no statement stands behind, and all but one where there are several of a type.
// example: {}
MATCH (subject:Entity)-[relationship]->(object:Entity)
WITH subject, object, type(relationship) AS type, collect(relationship) AS relationships
WITH *, EXISTS { (:Statement {edge: subject.id + ' ' + type + ' ' + object.id}) } AS stated
UNWIND CASE WHEN stated THEN relationships[1..] ELSE relationships END AS stray
DELETE stray

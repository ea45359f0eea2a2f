// Every relationship, in an order that does not depend on the database.
// example: {}
MATCH (a)-[r]->(b)
RETURN elementId(a) AS a, elementId(b) AS b, type(r) AS type, properties(r) AS properties,
       toString(coalesce(a.key, a.id)) AS a_key, toString(coalesce(b.key, b.id)) AS b_key
ORDER BY type, a_key, b_key

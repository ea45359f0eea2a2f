// How entities of one place are related to those of another, by type
// $a (place, required): name of a place
// $b (place, required): name of another
// example: {"a": "Russia", "b": "China"}
MATCH (p:Place)<-[:LOCATED_IN|PART_OF]-(x:Entity)-[r]-(y:Entity)-[:LOCATED_IN|PART_OF]->(q:Place)
WHERE (p.name = $a OR $a IN p.names) AND (q.name = $b OR $b IN q.names) AND NOT x:Place AND NOT y:Place
WITH DISTINCT r, startNode(r).name + ' → ' + endNode(r).name AS pair
ORDER BY pair
RETURN type(r) AS type, count(r) AS relationships, collect(pair) AS pairs
ORDER BY relationships DESC, type

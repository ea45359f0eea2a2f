// Funds that bodies of two countries manage or found together
// A body belongs to the places that it is located in or part of; one without such a place counts as unknown.
// $a (place, default ""): name of a country that one of the bodies belongs to; empty: any
// $b (place, default ""): name of the other body's country; empty: any
// example: {"a": "Russia", "b": "China"}
MATCH (x:Entity)-[:MANAGES|FOUNDED]->(fund:Fund)<-[:MANAGES|FOUNDED]-(y:Entity)
WHERE x.id < y.id
WITH DISTINCT fund, x, y,
     COLLECT { MATCH (x)-[:LOCATED_IN|PART_OF]->(p:Place) RETURN DISTINCT p.name ORDER BY p.name } AS ofX,
     COLLECT { MATCH (y)-[:LOCATED_IN|PART_OF]->(p:Place) RETURN DISTINCT p.name ORDER BY p.name } AS ofY
WHERE (($a = '' OR $a IN ofX) AND ($b = '' OR $b IN ofY)) OR (($a = '' OR $a IN ofY) AND ($b = '' OR $b IN ofX))
RETURN fund.name AS fund, x.name AS body, ofX AS places, y.name AS otherBody, ofY AS otherPlaces
ORDER BY fund, body, otherBody

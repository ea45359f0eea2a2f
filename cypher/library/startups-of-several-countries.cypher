// Start-ups with investors that belong to different places, by way of a jointly managed fund, too
// $least (integer, default 2): places, at least
// example: {"least": 1}
MATCH (startup:Startup)<-[:INVESTED_IN]-(investor:Entity)
MATCH (body:Entity)-[:MANAGES*0..1]->(investor)
MATCH (body)-[:LOCATED_IN|PART_OF]->(place:Place)
WITH startup, place, body
ORDER BY place.name, body.name
WITH startup, collect(DISTINCT place.name) AS places, collect(DISTINCT body.name) AS investors
WHERE size(places) >= $least
RETURN startup.name AS startup, places, investors
ORDER BY startup

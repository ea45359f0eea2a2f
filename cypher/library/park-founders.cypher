// Parks and who founded them
// $place (place, default ""): only parks located in a place of this name
// example: {"place": "Moscow"}
MATCH (founder:Entity)-[r:FOUNDED]->(park:Park)
WHERE $place = '' OR EXISTS { MATCH (park)-[:LOCATED_IN]->(p:Place) WHERE p.name = $place OR $place IN p.names }
RETURN park.name AS park, founder.name AS founder, founder.kind AS kind, r.first_date AS date, r.status AS status
ORDER BY park, founder

// Parks and their residents, with the residents' technologies
// $park (string, default ""): only parks with this in their name
// example: {"park": ""}
MATCH (resident:Entity)-[r:RESIDENT_OF]->(park:Park)
WHERE toLower(park.name) CONTAINS toLower($park)
RETURN park.name AS park, resident.name AS resident, r.status AS status,
       COLLECT { MATCH (resident)-[:FOCUSES_ON]->(t:Technology) RETURN t.name ORDER BY t.name } AS technologies
ORDER BY park, resident

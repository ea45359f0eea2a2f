// Forums, who organises and who supports them
// $place (place, default ""): only forums located in a place of this name
// example: {"place": ""}
MATCH (forum:Forum)
WHERE $place = '' OR EXISTS { MATCH (forum)-[:LOCATED_IN]->(p:Place) WHERE p.name = $place OR $place IN p.names }
RETURN forum.name AS forum,
       COLLECT { MATCH (forum)<-[:ORGANISED]-(o:Entity) RETURN o.name ORDER BY o.name } AS organisers,
       COLLECT { MATCH (forum)<-[:SUPPORTED]-(o:Entity) RETURN o.name ORDER BY o.name } AS supporters,
       COUNT { (forum)<-[:PARTICIPATED_IN]-() } AS participants
ORDER BY forum

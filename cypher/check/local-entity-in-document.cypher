// Local entities are in one document each.
// example: {}
MATCH (local:LocalEntity)
WHERE COUNT { (local)-[:IN]->(:Document) } <> 1
RETURN 'local entity ' + local.id + ' is in no document, or in several' AS problem

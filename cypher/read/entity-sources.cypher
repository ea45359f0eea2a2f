// What an entity is made of: its mentions document by document, and the ids that lead to it
// $id (string, required): the entity
// example: {"id": "e1"}
MATCH (e:Entity {id: $id})
RETURN COLLECT {
         MATCH (e)<-[:RESOLVED_TO]-(l:LocalEntity)-[:IN]->(d:Document)
         RETURN {kind: l.kind, name: l.name, texts: l.texts, document: d.key, title: d.title, source: d.source,
                 published: d.published}
         ORDER BY d.key, l.id
       } AS locals,
       COLLECT { MATCH (m:Merged)-[:INTO]->(e) RETURN m.id ORDER BY m.id } AS merged

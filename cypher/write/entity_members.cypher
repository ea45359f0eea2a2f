// What the local entities of some entities say about them; an entity that nothing mentions has no row.
// $ids (list of strings, required): the entities
// example: {"ids": ["E1"]}
UNWIND $ids AS id
MATCH (entity:Entity {id: id})<-[:RESOLVED_TO]-(local:LocalEntity)-[:IN]->(document:Document)
RETURN id, labels(entity) AS labels, local.id AS local, local.kind AS kind, local.name AS name, local.texts AS texts,
       local.keys AS keys, local.normals AS normals, local.countries AS countries, local.background AS background,
       local.neighbours AS neighbours, local.relations AS relations, local.years AS years, document.key AS document

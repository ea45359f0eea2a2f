// What the resolver needs to know of some entities, and the local entity they are named by in the ledger.
// $ids (list of strings, required): the entities
// example: {"ids": ["E1"]}
UNWIND $ids AS id
MATCH (entity:Entity {id: id})
MATCH (anchor:LocalEntity {id: entity.anchor})-[:IN]->(document:Document)
RETURN id, properties(entity) AS entity, [(entity)-[:NAMED]->(name:Name) | name.key] AS keys,
       anchor {.*, document: document.key, text_hash: document.text_hash} AS anchor
ORDER BY id

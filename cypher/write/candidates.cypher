// The entities that are found under some names or ids, with what the resolver needs to know of them.
// `anchor` is the local entity that judgements about an entity refer to.
// $keys (list of strings, required): keys of names
// $ids (list of strings, default []): ids of entities
// example: {"keys": ["ab"]}
CALL () {
  UNWIND $keys AS key
  MATCH (:Name {key: key})<-[:NAMED]-(entity:Entity)
  RETURN entity
  UNION
  UNWIND $ids AS id
  MATCH (entity:Entity {id: id})
  RETURN entity
}
MATCH (anchor:LocalEntity {id: entity.anchor})-[:IN]->(document:Document)
RETURN entity.id AS id, properties(entity) AS entity, [(entity)-[:NAMED]->(name:Name) | name.key] AS keys,
       anchor {.*, document: document.key, text_hash: document.text_hash} AS anchor
ORDER BY id

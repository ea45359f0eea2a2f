// The entities that are found under some names or ids, with what the resolver needs to know of them.
// `anchor` is the local entity that judgements about an entity refer to.
// Of an entity found by name only those of its keys come that were looked for, and of an anchor only what names it in
// the ledger: well-known entities have long lists of everything.
// $keys (list of strings, required): keys of names
// $most (integer, required): a key that more entities share than this says too little
// $ids (list of strings, default []): ids of entities
// example: {"keys": ["ab"], "most": 200}
CALL () {
  UNWIND $keys AS key
  MATCH (name:Name {key: key})
  WHERE COUNT { (name)<-[:NAMED]-() } <= $most
  MATCH (name)<-[:NAMED]-(entity:Entity)
  RETURN entity, key
  UNION
  UNWIND $ids AS id
  MATCH (entity:Entity {id: id})
  OPTIONAL MATCH (entity)-[:NAMED]->(name:Name)
  RETURN entity, name.key AS key
}
WITH entity, collect(key) AS keys
MATCH (anchor:LocalEntity {id: entity.anchor})-[:IN]->(document:Document)
RETURN entity.id AS id,
       entity {.kind, .name, .names, .counts, .countries, .background, .neighbours, .relations, .years} AS entity,
       keys,
       anchor {.id, .kind, .texts, .starts, .ends, document: document.key, text_hash: document.text_hash} AS anchor
ORDER BY id

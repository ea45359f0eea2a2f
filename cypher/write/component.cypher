// What belongs together with some local entities: those of the same entity and those that a judgement links.
// $ids (list of strings, required): the local entities
// example: {"ids": ["L1"]}
UNWIND $ids AS id
MATCH (local:LocalEntity {id: id})
CALL (local) {
  MATCH (local)-[:RESOLVED_TO]->(:Entity)<-[:RESOLVED_TO]-(other:LocalEntity)
  RETURN other
  UNION
  MATCH (local)<-[:A|B]-(judgement:Judgement {verdict: 'same'})-[:A|B]->(other:LocalEntity)
  WHERE judgement.withdrawn_at IS NULL
  RETURN other
}
RETURN DISTINCT other.id AS id

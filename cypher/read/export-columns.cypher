// Which properties the nodes of each label, and the relationships, have and of which types
// `label` is the one that the node's key belongs to, null for relationships.
// example: {}
CALL () {
  MATCH (n)
  UNWIND keys(n) AS property
  WITH CASE WHEN n:Entity THEN 'Entity' ELSE head(labels(n)) END AS label, property, valueType(n[property]) AS type
  RETURN DISTINCT label, property, type
UNION ALL
  MATCH ()-[r]->()
  UNWIND keys(r) AS property
  WITH property, valueType(r[property]) AS type
  RETURN DISTINCT null AS label, property, type
}
RETURN label, property, collect(type) AS types
ORDER BY label, property

// Universities and whom they work with
// Partnerships, parks and funds founded together, and agreements signed together.
// $limit (integer, default 100): how many
// example: {"limit": 10}
MATCH (u:University)
CALL (u) {
  MATCH (u)-[:PARTNERED_WITH]-(p:Entity)
  RETURN p, 'PARTNERED_WITH' AS by, null AS through
  UNION
  MATCH (u)-[r:FOUNDED|SIGNED|MANAGES]->(x:Entity)<-[s:FOUNDED|SIGNED|MANAGES]-(p:Entity)
  WHERE type(r) = type(s)
  RETURN p, type(r) AS by, x.name AS through
}
RETURN u.name AS university, p.name AS partner, p.kind AS kind, by, through
ORDER BY university, partner, by, through
LIMIT $limit

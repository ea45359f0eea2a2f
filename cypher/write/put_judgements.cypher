// Adds judgements to the ledger, linked to their parties as far as these are in the graph.
// $rows (list of maps, required): a and b (ids of local entities, or null), properties (a map)
// example: {"rows": [{"a": "L1", "b": "L2", "properties": {"id": "J1", "verdict": "same", "by": "resolver"}}]}
UNWIND $rows AS row
CREATE (judgement:Judgement)
SET judgement = row.properties
WITH row, judgement
OPTIONAL MATCH (a:LocalEntity {id: row.a})
OPTIONAL MATCH (b:LocalEntity {id: row.b})
FOREACH (party IN CASE WHEN a IS NULL THEN [] ELSE [a] END | CREATE (judgement)-[:A]->(party))
FOREACH (party IN CASE WHEN b IS NULL THEN [] ELSE [b] END | CREATE (judgement)-[:B]->(party))

// Adds a person's verdict on a statement to the ledger.
// $statement (string, required): the statement's id
// $properties (map, required): the judgement
// example: {"statement": "S1", "properties": {"id": "J1", "verdict": "rejected", "by": "me"}}
MATCH (statement:Statement {id: $statement})
CREATE (judgement:Judgement)-[:ON]->(statement)
SET judgement = $properties

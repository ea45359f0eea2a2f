// Withdraws judgements; they stay on record.
// Gives back their parties and the statements they were about.
// $ids (list of strings, required): the judgements
// $at (string, required): when
// $by (string, required): by whom
// $act (string, required): the act that withdraws them, or null
// example: {"ids": ["J1"], "at": "2026-01-01T00:00:00Z", "by": "me", "act": null}
UNWIND $ids AS id
MATCH (judgement:Judgement {id: id})
WHERE judgement.withdrawn_at IS NULL
SET judgement.withdrawn_at = $at, judgement.withdrawn_by = $by, judgement.withdrawn_act = $act
RETURN id, [(judgement)-[:A|B]->(local:LocalEntity) | local.id] AS parties,
       [(judgement)-[:ON]->(statement:Statement) | statement.id] AS statements

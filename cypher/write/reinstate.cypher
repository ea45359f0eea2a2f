// Puts judgements that an act withdrew into force again.
// Gives back their parties.
// $act (string, required): the act
// example: {"act": "J1"}
MATCH (judgement:Judgement {withdrawn_act: $act})
REMOVE judgement.withdrawn_at, judgement.withdrawn_by, judgement.withdrawn_act
RETURN judgement.id AS id, [(judgement)-[:A|B]->(local:LocalEntity) | local.id] AS parties

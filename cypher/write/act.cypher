// The judgements in force that one act made.
// $act (string, required): the act
// example: {"act": "J1"}
MATCH (judgement:Judgement {act: $act})
WHERE judgement.withdrawn_at IS NULL
RETURN judgement.id AS id
ORDER BY id

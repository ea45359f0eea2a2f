// The last act of a person that is in force.
// example: {}
MATCH (judgement:Judgement)
WHERE judgement.by <> 'resolver' AND judgement.withdrawn_at IS NULL
RETURN judgement.id AS id
ORDER BY id DESC LIMIT 1

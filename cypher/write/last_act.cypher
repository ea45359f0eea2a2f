// The last act of a person that is in force.
// $by (string, default null): only of this person
// example: {"by": "ada"}
MATCH (judgement:Judgement)
WHERE judgement.by <> 'resolver' AND ($by IS NULL OR judgement.by = $by) AND judgement.withdrawn_at IS NULL
RETURN judgement.id AS id, judgement.by AS by
ORDER BY id DESC LIMIT 1

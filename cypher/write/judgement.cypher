// One judgement.
// $id (string, required): its id
// example: {"id": "J1"}
MATCH (judgement:Judgement {id: $id})
RETURN properties(judgement) AS judgement

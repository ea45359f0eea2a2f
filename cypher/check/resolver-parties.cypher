// The resolver's judgements have both their parties.
// example: {}
MATCH (judgement:Judgement {by: 'resolver'})
WHERE COUNT { (judgement)-[:A]->(:LocalEntity) } <> 1 OR COUNT { (judgement)-[:B]->(:LocalEntity) } <> 1
RETURN 'judgement ' + judgement.id + ' of the resolver lacks a party' AS problem

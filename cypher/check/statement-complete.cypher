// Statements have a sentence, a subject and an object.
// example: {}
MATCH (statement:Statement)
WHERE COUNT { (statement)-[:STATED_IN]->(:Sentence) } <> 1 OR COUNT { (statement)-[:SUBJECT]->(:LocalEntity) } <> 1
   OR COUNT { (statement)-[:OBJECT]->(:LocalEntity) } <> 1
RETURN 'statement ' + statement.id + ' lacks its sentence, subject or object, or has several' AS problem

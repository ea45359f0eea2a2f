// The statements of relationships that several statements stand behind, or that say when something was founded.
// example: {}
MATCH (subject:Entity)-[relationship]->(object:Entity)
WHERE size(relationship.statements) > 1 OR type(relationship) = 'FOUNDED'
UNWIND relationship.statements AS id
MATCH (statement:Statement {id: id})-[:STATED_IN]->(sentence:Sentence)-[:IN]->(document:Document)
RETURN subject.id AS subject, subject.name AS subject_name, type(relationship) AS type, object.id AS object,
       object.name AS object_name, statement.id AS id, statement.status AS status, statement.date AS date,
       statement.amount AS amount, statement.currency AS currency, statement.round AS round, sentence.text AS quote,
       sentence.start AS start, sentence.end AS end, document.key AS document, document.published AS published
ORDER BY subject, type, object, id

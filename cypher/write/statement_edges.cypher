// Which edge each statement belongs to, and what decides that.
// example: {}
MATCH (statement:Statement)
OPTIONAL MATCH (statement)-[:SUBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(subject:Entity)
OPTIONAL MATCH (statement)-[:OBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(object:Entity)
OPTIONAL MATCH (statement)-[:STATED_IN]->(:Sentence)-[:IN]->(document:Document)
RETURN statement.id AS id, statement.type AS type, statement.edge AS edge, statement.curated AS curated,
       statement.confidence AS confidence, subject.id AS subject, object.id AS object, document.key AS document,
       [(judgement:Judgement)-[:ON]->(statement) WHERE judgement.withdrawn_at IS NULL |
        judgement.id + ' ' + judgement.verdict] AS verdicts
ORDER BY id

// Documents with how many entities and statements were read in them
// $limit (integer, default 100): how many
// example: {"limit": 10}
MATCH (d:Document)
RETURN d.key AS document, d.title AS title, d.published AS published,
       COUNT { (d)<-[:IN]-(:LocalEntity) } AS entities,
       COUNT { (d)<-[:IN]-(:Sentence)<-[:STATED_IN]-(:Statement) } AS statements
ORDER BY statements DESC, document
LIMIT $limit

// Statements by id, each with its quote, its document and the entities it relates
// $ids (list of strings, required): ids of statements
// example: {"ids": ["s1"]}
UNWIND $ids AS id
MATCH (s:Statement {id: id})-[:STATED_IN]->(q:Sentence)-[:IN]->(d:Document)
MATCH (s)-[:SUBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
MATCH (s)-[:OBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
RETURN s {.id, .type, .status, .date, .date_text, .amount, .currency, .amount_text, .role, .round, .share, .product,
          .event, .confidence, .extractor, .curated, subject: a.id, object: b.id, quote: q.text, start: q.start,
          end: q.end, document: d.key, title: d.title, source: d.source, published: d.published} AS statement

// Sets anew which edge each statement of some local entities belongs to.
// An edge is named `subject TYPE object` by entity ids; rejected statements, unsure ones (unless confirmed) and those
// whose ends are one entity belong to none. Gives back the edges that gained or lost a statement.
// $ids (list of strings, required): the local entities
// $symmetric (list of strings, required): types whose ends are ordered by id
// $min_confidence (number, required): statements below it are not projected
// example: {"ids": ["L1"], "symmetric": ["PARTNERED_WITH"], "min_confidence": 0.5}
UNWIND $ids AS id
MATCH (:LocalEntity {id: id})<-[:SUBJECT|OBJECT]-(statement:Statement)
WITH DISTINCT statement
MATCH (statement)-[:SUBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity)
MATCH (statement)-[:OBJECT]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
WITH statement, statement.edge AS old,
     CASE WHEN statement.type IN $symmetric AND a.id > b.id
          THEN [b.id, statement.type, a.id] ELSE [a.id, statement.type, b.id] END AS ends
WITH statement, old,
     CASE
       WHEN ends[0] = ends[2] OR statement.curated = 'rejected' THEN null
       WHEN statement.curated = 'confirmed' OR coalesce(statement.confidence, 1.0) >= $min_confidence
         THEN ends[0] + ' ' + ends[1] + ' ' + ends[2]
     END AS new
SET statement.edge = new
WITH collect(DISTINCT old) + collect(DISTINCT new) AS edges
UNWIND edges AS edge
RETURN DISTINCT edge

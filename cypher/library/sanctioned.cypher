// Sanctioned entities, by whom, and who still works with, owns, supplies or funds them
// $limit (integer, default 100): how many
// example: {"limit": 10}
MATCH (n:Entity)-[r:SANCTIONED_BY]->(by:Entity)
RETURN n.name AS entity, by.name AS sanctionedBy, r.first_date AS date,
       COLLECT { MATCH (n)-[x:PARTNERED_WITH|OWNS|SUPPLIES|INVESTED_IN|MANAGES]-(m:Entity)
                 WHERE any(status IN x.statuses WHERE status <> 'ended')
                 RETURN DISTINCT m.name ORDER BY m.name } AS partners
ORDER BY entity, sanctionedBy
LIMIT $limit

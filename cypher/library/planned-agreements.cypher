// Agreements that were only planned and of which nothing firmer was heard for years
// $years (integer, default 3): years since the last text that speaks of it
// $today (date, default null): counted to this day (default: today)
// example: {"years": 1, "today": "2030-01-01"}
MATCH (agreement:Agreement)
MATCH (agreement)-[:IN|RESOLVED_TO]-(:LocalEntity)-[:IN]->(d:Document)
WITH agreement, max(d.published) AS last
WHERE last IS NOT NULL
  AND EXISTS { MATCH (agreement)<-[r]-(:Entity) WHERE 'planned' IN r.statuses }
  AND NOT EXISTS { MATCH (agreement)<-[r]-(:Entity) WHERE any(x IN r.statuses WHERE x <> 'planned') }
  AND toInteger(left(last, 4)) + $years <= toInteger(left(coalesce($today, toString(date())), 4))
RETURN agreement.name AS agreement, last AS lastMention,
       COLLECT { MATCH (agreement)<-[:SIGNED]-(p:Entity) RETURN p.name ORDER BY p.name } AS parties
ORDER BY lastMention, agreement

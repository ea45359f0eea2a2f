// Participation in forums over time
// An edition counts for its series, too.
// $forum (string, default ""): only forums with this in their name
// example: {"forum": ""}
MATCH (who:Entity)-[r:PARTICIPATED_IN]->(edition:Forum)
OPTIONAL MATCH (edition)-[:PART_OF]->(series:Forum)
WITH who, r, coalesce(series, edition) AS forum
WHERE toLower(forum.name) CONTAINS toLower($forum)
UNWIND r.statements AS id
MATCH (s:Statement {id: id})
WITH forum, who, s
ORDER BY who.name
RETURN forum.name AS forum, left(s.date, 4) AS year, count(DISTINCT who) AS participants,
       collect(DISTINCT who.name) AS names
ORDER BY forum, year

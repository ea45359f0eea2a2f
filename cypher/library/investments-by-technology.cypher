// Investments by technology and year
// Counts the statements' investments once for each pair of investor and company; undated ones have no year.
// $technology (string, default ""): only technologies with this in their name
// example: {"technology": "intelligence"}
MATCH (investor:Entity)-[r:INVESTED_IN]->(company:Entity)-[:FOCUSES_ON]->(technology:Technology)
WHERE toLower(technology.name) CONTAINS toLower($technology)
UNWIND r.statements AS id
MATCH (s:Statement {id: id})
WITH technology.name AS technology, left(s.date, 4) AS year, investor, company
ORDER BY company.name
RETURN technology, year, count(DISTINCT [investor.id, company.id]) AS investments,
       count(DISTINCT investor) AS investors, collect(DISTINCT company.name) AS companies
ORDER BY technology, year

// Agreements with their parties, by the year of signature
// $since (integer, default 0): from this year on
// example: {"since": 2000}
MATCH (party:Entity)-[r:SIGNED]->(agreement:Agreement)
WITH agreement, party, r
ORDER BY party.name
WITH agreement, collect(DISTINCT party.name) AS parties, min(r.first_date) AS date
WHERE $since = 0 OR toInteger(left(date, 4)) >= $since
RETURN left(date, 4) AS year, agreement.name AS agreement, parties
ORDER BY year, agreement

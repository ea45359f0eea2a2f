// What the texts state, by type and year of the act
// $since (integer, default 0): from this year on; 0: undated ones, too
// example: {"since": 2010}
MATCH (s:Statement)
WITH s.type AS type, left(s.date, 4) AS year
WHERE $since = 0 OR toInteger(year) >= $since
RETURN type, year, count(*) AS statements
ORDER BY type, year

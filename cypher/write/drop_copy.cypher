// Deletes some nodes of an unfinished copy; gives back how many.
// $limit (integer, required): so many at most
// example: {"limit": 100}
MATCH (n:Copying)
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS count

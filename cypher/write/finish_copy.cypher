// Takes the marks of a copy off some nodes; gives back how many.
// $limit (integer, required): so many at most
// example: {"limit": 100}
MATCH (n:Copying)
WITH n LIMIT $limit
REMOVE n:Copying, n.copied_from
RETURN count(*) AS count

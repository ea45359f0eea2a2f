// How many nodes and relationships there are, and how many nodes of an unfinished copy.
// example: {}
RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships, COUNT { (:Copying) } AS unfinished

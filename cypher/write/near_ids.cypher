// Entities whose name contains some text, to suggest where an id is unknown.
// $part (string, required): what the name contains
// $limit (integer, default 5): how many
// example: {"part": "fund"}
MATCH (entity:Entity)
WHERE any(name IN entity.names WHERE toLower(name) CONTAINS toLower($part))
RETURN entity.id AS id, entity.name AS name
ORDER BY entity.mentions DESC, id
LIMIT $limit

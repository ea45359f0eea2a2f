// Entities of some kinds, or of some countries, or both; those that most documents mention first.
// $kinds (list of strings, default []): kinds, those below them included; none: any
// $countries (list of strings, default []): countries that an entity belongs to, each as its one word; none: any
// $limit (integer, required): most entities
// example: {"kinds": ["Fund"], "countries": ["japan"], "limit": 100}
MATCH (entity:Entity)
WHERE (size($kinds) = 0 OR any(kind IN $kinds WHERE kind IN labels(entity)))
  AND (size($countries) = 0 OR any(country IN $countries WHERE country IN entity.countries))
RETURN entity.id AS id, entity.name AS name, entity.kind AS kind, entity.names AS names,
       entity.documents AS documents
ORDER BY documents DESC, name, id
LIMIT $limit

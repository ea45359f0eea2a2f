// The entities that are found under some names.
// $keys (list of strings, required): keys of names
// example: {"keys": ["ab"]}
UNWIND $keys AS key
MATCH (:Name {key: key})<-[:NAMED]-(entity:Entity)
RETURN entity.id AS id, collect(key) AS keys

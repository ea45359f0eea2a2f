// Entities by the keys of their names
// $keys (list of strings, required): keys of names
// example: {"keys": ["ab"]}
UNWIND $keys AS key
MATCH (:Name {key: key})<-[:NAMED]-(e:Entity)
RETURN key, e.id AS id, e.name AS name, e.kind AS kind, e.names AS names, e.documents AS documents

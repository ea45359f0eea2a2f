// Which of these constraints left an index behind when the server was stopped while it made them.
// $names (list of strings, required): names of constraints
// example: {"names": ["statement_id"]}
SHOW INDEXES YIELD name, owningConstraint
WHERE owningConstraint IS NULL AND name IN $names
RETURN name

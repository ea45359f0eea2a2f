// Last step of an exported script: takes the references away again
// example: {}
MATCH (n:EntenteImport)
REMOVE n:EntenteImport, n.entente_import;
DROP CONSTRAINT entente_import IF EXISTS

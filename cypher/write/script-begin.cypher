// First step of an exported script: nodes can be found by a reference while the script runs
// example: {}
CREATE CONSTRAINT entente_import IF NOT EXISTS FOR (n:EntenteImport) REQUIRE n.entente_import IS UNIQUE

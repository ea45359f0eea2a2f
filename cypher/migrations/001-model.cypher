// Keys and indexes of documents, statements, entities and the ledger.
CREATE CONSTRAINT schema_key IF NOT EXISTS FOR (n:Schema) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT document_key IF NOT EXISTS FOR (n:Document) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT sentence_id IF NOT EXISTS FOR (n:Sentence) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (n:Statement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT local_entity_id IF NOT EXISTS FOR (n:LocalEntity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT name_key IF NOT EXISTS FOR (n:Name) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (n:Judgement) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT merged_id IF NOT EXISTS FOR (n:Merged) REQUIRE n.id IS UNIQUE;
CREATE INDEX document_text_hash IF NOT EXISTS FOR (n:Document) ON (n.text_hash);
CREATE INDEX statement_edge IF NOT EXISTS FOR (n:Statement) ON (n.edge);
CREATE INDEX judgement_a_document IF NOT EXISTS FOR (n:Judgement) ON (n.a_document);
CREATE INDEX judgement_b_document IF NOT EXISTS FOR (n:Judgement) ON (n.b_document);
CREATE INDEX judgement_verdict IF NOT EXISTS FOR (n:Judgement) ON (n.verdict);
CREATE INDEX merged_into IF NOT EXISTS FOR (n:Merged) ON (n.into);

// Lets nodes be found while a graph is copied.
CREATE CONSTRAINT copying_at IF NOT EXISTS FOR (n:Copying) REQUIRE n.copied_from IS UNIQUE

// Takes the index of a copy away again.
DROP CONSTRAINT copying_at IF EXISTS

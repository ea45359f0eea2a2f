// Whether the database answers.
// example: {}
RETURN 1 AS answer

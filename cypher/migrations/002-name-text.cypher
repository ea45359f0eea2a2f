// Full-text index of the normal forms of names: what is spelt nearly so, in whichever script, is found.
CREATE FULLTEXT INDEX name_text IF NOT EXISTS FOR (n:Name) ON EACH [n.normal]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};

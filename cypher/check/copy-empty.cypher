// Copies copy an original of the same text and hold nothing themselves.
// example: {}
MATCH (copy:Document)-[:COPY_OF]->(original:Document)
WHERE EXISTS { (original)-[:COPY_OF]->() } OR EXISTS { (copy)<-[:IN]-() } OR copy.text_hash <> original.text_hash
RETURN 'document ' + copy.key + ' is a copy of ' + original.key + ' and should not be' AS problem

// What should never be found in the store, whatever was interrupted: each row names one such thing.
// example: {}
CALL () {
  MATCH (local:LocalEntity) WHERE COUNT { (local)-[:IN]->(:Document) } <> 1
  RETURN 'local entity ' + local.id + ' is in no document, or in several' AS problem
  UNION ALL
  MATCH (sentence:Sentence) WHERE COUNT { (sentence)-[:IN]->(:Document) } <> 1
  RETURN 'sentence ' + sentence.id + ' is in no document, or in several' AS problem
  UNION ALL
  MATCH (sentence:Sentence) WHERE NOT EXISTS { (:Statement)-[:STATED_IN]->(sentence) }
  RETURN 'sentence ' + sentence.id + ' states nothing' AS problem
  UNION ALL
  MATCH (statement:Statement)
  WHERE COUNT { (statement)-[:STATED_IN]->(:Sentence) } <> 1 OR COUNT { (statement)-[:SUBJECT]->(:LocalEntity) } <> 1
     OR COUNT { (statement)-[:OBJECT]->(:LocalEntity) } <> 1
  RETURN 'statement ' + statement.id + ' lacks its sentence, subject or object, or has several' AS problem
  UNION ALL
  MATCH (entity:Entity) WHERE NOT EXISTS { (entity)<-[:RESOLVED_TO]-(:LocalEntity) }
  RETURN 'entity ' + entity.id + ' is mentioned nowhere' AS problem
  UNION ALL
  MATCH (name:Name) WHERE NOT EXISTS { (name)<-[:NAMED]-(:Entity) }
  RETURN 'name ' + name.normal + ' finds nothing' AS problem
  UNION ALL
  MATCH (merged:Merged)
  OPTIONAL MATCH (kept:Entity {id: merged.into})
  WITH merged, kept, COLLECT { MATCH (merged)-[:INTO]->(to:Entity) RETURN to.id } AS into
  WHERE into <> CASE WHEN kept IS NULL THEN [] ELSE [kept.id] END OR EXISTS { (:Entity {id: merged.id}) }
  RETURN 'merged id ' + merged.id + ' does not resolve to ' + merged.into AS problem
  UNION ALL
  MATCH (copy:Document)-[:COPY_OF]->(original:Document)
  WHERE EXISTS { (original)-[:COPY_OF]->() } OR EXISTS { (copy)<-[:IN]-() } OR copy.text_hash <> original.text_hash
  RETURN 'document ' + copy.key + ' is a copy of ' + original.key + ' and should not be' AS problem
  UNION ALL
  MATCH (document:Document)
  WHERE document.text_hash IS NOT NULL AND NOT EXISTS { (document)-[:COPY_OF]->() }
  WITH document.text_hash AS text_hash, collect(document.key) AS keys
  WHERE size(keys) > 1
  RETURN 'documents ' + keys[0] + ' and ' + keys[1] + ' have one text and count twice' AS problem
  UNION ALL
  MATCH (judgement:Judgement {by: 'resolver'})
  WHERE COUNT { (judgement)-[:A]->(:LocalEntity) } <> 1 OR COUNT { (judgement)-[:B]->(:LocalEntity) } <> 1
  RETURN 'judgement ' + judgement.id + ' of the resolver lacks a party' AS problem
  UNION ALL
  MATCH (a:LocalEntity)<-[:A]-(judgement:Judgement {verdict: 'different'})-[:B]->(b:LocalEntity)
  WHERE judgement.withdrawn_at IS NULL AND EXISTS { (a)-[:RESOLVED_TO]->(:Entity)<-[:RESOLVED_TO]-(b) }
  RETURN 'judgement ' + judgement.id + ' says different, and its parties are one entity' AS problem
}
RETURN problem

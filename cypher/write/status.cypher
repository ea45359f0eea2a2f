// The figures of the store.
// example: {}
OPTIONAL MATCH (schema:Schema {key: 'entente'})
RETURN schema.version AS schema, schema.min_confidence AS min_confidence, coalesce(schema.changes, 0) AS changes,
  COUNT { (:Document) } AS documents,
  COUNT { (:Document)-[:COPY_OF]->(:Document) } AS copies,
  COUNT { (:Entity) } AS entities,
  COLLECT { MATCH (entity:Entity) WITH entity.kind AS name, count(*) AS count ORDER BY count DESC, name
            RETURN {name: name, count: count} } AS kind_counts,
  coalesce(reduce(sum = 0, n IN COLLECT { MATCH (entity:Entity) RETURN sum(entity.mentions) } | sum + n), 0) AS mentions,
  COUNT { (:Statement) } AS statements,
  COUNT { MATCH (statement:Statement) WHERE statement.curated = 'rejected' } AS rejected,
  COUNT { MATCH (statement:Statement) WHERE statement.edge IS NULL AND coalesce(statement.curated, '') <> 'rejected' }
    AS unprojected,
  COUNT { (:Entity)-->(:Entity) } AS relationships,
  COLLECT { MATCH (:Entity)-[relationship]->(:Entity) WITH type(relationship) AS name, count(*) AS count
            ORDER BY count DESC, name RETURN {name: name, count: count} } AS type_counts,
  COUNT { MATCH (judgement:Judgement) WHERE judgement.by <> 'resolver' } AS judgements,
  COUNT {
    MATCH (judgement:Judgement {verdict: 'unsure'}), (judgement)-[:A]->(:LocalEntity)-[:RESOLVED_TO]->(a:Entity),
          (judgement)-[:B]->(:LocalEntity)-[:RESOLVED_TO]->(b:Entity)
    WHERE a <> b AND NOT EXISTS {
      MATCH (a)<-[:RESOLVED_TO]-(:LocalEntity)<-[:A|B]-(other:Judgement {verdict: 'different'})-[:A|B]->(:LocalEntity)
            -[:RESOLVED_TO]->(b)
      WHERE other.withdrawn_at IS NULL
    }
  } AS unsure,
  COUNT { (:Merged) } AS merged,
  reduce(last = null, at IN COLLECT { MATCH (document:Document) RETURN max(document.ingested) } | at) AS ingested

// Merged ids resolve to the entity they went into, while there is one, and are no entity's id.
// example: {}
MATCH (merged:Merged)
OPTIONAL MATCH (kept:Entity {id: merged.into})
WITH merged, kept, COLLECT { MATCH (merged)-[:INTO]->(to:Entity) RETURN to.id } AS into
WHERE into <> CASE WHEN kept IS NULL THEN [] ELSE [kept.id] END OR EXISTS { (:Entity {id: merged.id}) }
RETURN 'merged id ' + merged.id + ' does not resolve to ' + merged.into AS problem

// Whether the graph holds anything that can be asked for.
// example: {}
RETURN EXISTS { (:Entity) } AS filled

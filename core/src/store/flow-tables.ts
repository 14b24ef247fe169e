export interface FlowTables {}

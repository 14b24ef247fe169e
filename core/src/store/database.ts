import type { CloudTables } from './cloud-tables.ts'
import type { FlowTables } from './flow-tables.ts'

/** Every table, as Kysely sees it. The migrations beside this file are the truth; these types follow them. */
export interface Database extends FlowTables, CloudTables {}

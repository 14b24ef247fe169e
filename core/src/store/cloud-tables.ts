export interface CloudTables {}

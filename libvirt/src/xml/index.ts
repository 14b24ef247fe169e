export * from './parse.ts'
export * from './print.ts'
export * from './query.ts'
export * from './tree.ts'

// What needs the database at run time, apart from the rest: an agent has no store, and loads none of this.
export { FlowEngine } from './flows/engine.ts'
export { along } from './store/along.ts'
export { backupStore, restoreStore } from './store/backup.ts'
export { openStore } from './store/open-store.ts'
export { privateConnection } from './store/private-server.ts'

import { flowSuite } from '@kilonova/core/testing'
import { liveMigrateFlow } from '../../src/index.ts'

await flowSuite(liveMigrateFlow, new URL('./live-migrate-scenario.ts', import.meta.url).href)

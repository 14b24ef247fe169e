import { flowSuite } from '@kilonova/core/testing'
import { snapshotFlow } from '../../src/index.ts'

await flowSuite(snapshotFlow, new URL('./snapshot-scenario.ts', import.meta.url).href)

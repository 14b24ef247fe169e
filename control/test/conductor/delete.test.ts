import { flowSuite } from '@kilonova/core/testing'
import { deleteFlow } from '../../src/index.ts'

await flowSuite(deleteFlow, new URL('./delete-scenario.ts', import.meta.url).href)

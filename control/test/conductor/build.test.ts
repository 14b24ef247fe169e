import { flowSuite } from '@kilonova/core/testing'
import { buildFlow } from '../../src/index.ts'

await flowSuite(buildFlow, new URL('./build-scenario.ts', import.meta.url).href)

import { flowSuite } from '@kilonova/core/testing'
import { sampleFlow } from './sample-flow.ts'

await flowSuite(sampleFlow('/nowhere'), new URL('./sample-flow.ts', import.meta.url).href)

export { type FlowScenario, type World, wrapFlow } from './flow-scenario.ts'
export { flowSuite } from './flow-suite.ts'
export { startTestStores, TestStores } from './test-stores.ts'

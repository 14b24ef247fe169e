export { type FlowScenario, type World, wrapFlow } from './flow-scenario.ts'
export { flowSuite } from './flow-suite.ts'
export { roomyTemporaryDirectory, startTestStores, TestStores } from './test-stores.ts'
export { Wire } from './wire.ts'

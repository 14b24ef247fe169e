import { runScenarios } from './run-scenarios.ts'

await runScenarios(import.meta.url)

import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flowSuite } from '@kilonova/core/testing'
import { everyFlow } from '../../src/index.ts'
import { scenarios } from './scenarios.ts'

/** Hurts each flow that the table gives to this file, at each of its steps. @param testUrl the file's `import.meta.url` */
export async function runScenarios(testUrl: string): Promise<void> {
  const file = basename(fileURLToPath(testUrl))
  for (const [name, [module, test]] of Object.entries(scenarios)) {
    if (test === file) await flowSuite(everyFlow[name as keyof typeof everyFlow], new URL(module, import.meta.url).href)
  }
}

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { FlowScenario, World } from '@kilonova/core/testing'
import { startTestStores } from '@kilonova/core/testing'
import { everyFlow } from '../../src/index.ts'
import { scenarios } from './scenarios.ts'

test('every flow of the cloud is hurt at each of its steps: by a scenario of that flow, in a file that runs it', async () => {
  assert.deepEqual(Object.keys(scenarios).sort(), Object.keys(everyFlow).sort())
  await using stores = await startTestStores()
  await using store = await stores.open()
  const world: World = { store, directory: stores.directory }
  for (const [name, [module, file]] of Object.entries(scenarios)) {
    const { default: scenario } = (await import(module)) as { default: FlowScenario }
    const parts = await scenario.connect(world)
    assert.equal(parts.flow.name, name, module)
    await parts[Symbol.asyncDispose]?.()
    assert.match(
      await readFile(new URL(file, import.meta.url), 'utf8'),
      /await runScenarios\(import\.meta\.url\)/,
      file,
    )
  }
})

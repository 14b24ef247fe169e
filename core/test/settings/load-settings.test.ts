import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CoreSettings, Fault, loadSettings } from '@kilonova/core'
import { z } from 'zod'

let directory: string
before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-settings-'))
})
after(() => rm(directory, { recursive: true, force: true }))

async function file(text: string): Promise<string> {
  const path = join(directory, 'settings.yaml')
  await writeFile(path, text)
  return path
}

const isInvalid = (pattern: RegExp) => (error: unknown) =>
  error instanceof Fault &&
  error.kind === 'invalid' &&
  pattern.test(`${error.message} ${String((error.cause as Error | undefined)?.message)}`)

test('nothing said gives the defaults, and a missing file is an empty one', async () => {
  const settings = await loadSettings(CoreSettings, { file: join(directory, 'none.yaml'), env: {} })
  assert.deepEqual(settings, {
    log: { level: 'info' },
    store: { connections: 12 },
    flows: { parallel: 256, leaseMs: 3500, keepDays: 30 },
  })
  await assert.rejects(
    loadSettings(CoreSettings, { file: join(directory, 'none.yaml'), fileMustExist: true }),
    isInvalid(/can not be read/),
  )
})

test('the environment wins over the file, and the command line over both', async () => {
  const path = await file('store: { connections: 20 }\nflows: { parallel: 8, keepDays: 3 }\n')
  const env = {
    KILONOVA_FLOWS__PARALLEL: '9',
    KILONOVA_FLOWS__KEEP_DAYS: '4',
    KILONOVA_PASSWORD: 'not a setting',
    PATH: '/bin',
  }
  const overrides = { flows: { keepDays: 5 }, log: { level: undefined } }
  const { store, flows } = await loadSettings(CoreSettings, { file: path, env, overrides })
  assert.deepEqual([store.connections, flows.parallel, flows.keepDays], [20, 9, 5])
})

test('an environment variable may hold any text, a number, a list', async () => {
  const schema = z.strictObject({ a: z.strictObject({ text: z.string(), count: z.int(), list: z.array(z.string()) }) })
  const env = { KILONOVA_A__TEXT: 'postgres://u:p@h/d: [x', KILONOVA_A__COUNT: '3', KILONOVA_A__LIST: '[a, b]' }
  assert.deepEqual(await loadSettings(schema, { env }), {
    a: { text: 'postgres://u:p@h/d: [x', count: 3, list: ['a', 'b'] },
  })
})

test('every wrong key is named: unknown, of the wrong kind, out of range', async () => {
  const path = await file('store: { connections: 1, conections: 3 }\nlog: { level: loud }\n')
  await assert.rejects(
    loadSettings(CoreSettings, { file: path }),
    isInvalid(/(?=.*store\.connections)(?=.*conections)(?=.*log\.level)/),
  )
})

test('YAML that is none, written twice, or has no sections is refused', async () => {
  await assert.rejects(loadSettings(CoreSettings, { file: await file('store: {\n') }), isInvalid(/no YAML/))
  await assert.rejects(
    loadSettings(CoreSettings, { file: await file('log: {}\nlog: {}\n') }),
    isInvalid(/no YAML.*unique/),
  )
  await assert.rejects(loadSettings(CoreSettings, { file: await file('- a\n') }), isInvalid(/no sections/))
  await loadSettings(CoreSettings, { file: await file('') })
})

test('a key named __proto__ is an unknown key and changes nothing', async () => {
  const path = await file('__proto__: { polluted: yes }\nlog: { __proto__: { level: debug } }\n')
  await assert.rejects(loadSettings(CoreSettings, { file: path }), isInvalid(/__proto__/))
  assert.equal(({} as { polluted?: unknown }).polluted, undefined)
})

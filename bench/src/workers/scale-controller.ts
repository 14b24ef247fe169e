// A whole controller with its private PostgreSQL, on a bus that the benchmark `scale` made.
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AdminCredentials, ControlSettings, startControl } from '@kilonova/control'
import { controlIdentity, createLog, NatsBus, type NatsBusOptions, StoreSettings } from '@kilonova/core'
import { openStore } from '@kilonova/core/store'

export interface ScaleController {
  readonly stateDirectory: string
  readonly servers: readonly string[]
  readonly tls: NatsBusOptions['tls']
  readonly seed: string
}

const task = JSON.parse(process.argv[2] ?? '') as ScaleController
const log = createLog({ level: 'error' })
const stack = new AsyncDisposableStack()
const [store, bus] = await Promise.all([
  openStore({ stateDirectory: task.stateDirectory, connections: StoreSettings.parse({}).connections }, { log }),
  NatsBus.connect({ servers: [...task.servers], identity: controlIdentity, seed: task.seed, tls: task.tls }),
])
stack.defer(() => store.close())
stack.defer(() => bus.close())
const login = join(task.stateDirectory, 'login.json')
const quotas = { instances: -1, cores: -1, ramMiB: -1 }
const control = await startControl({
  store,
  bus,
  log,
  settings: ControlSettings.parse({ quotas, network: { cidr: '10.42.0.0/16' } }),
  stateDirectory: task.stateDirectory,
  listen: { address: '127.0.0.1', port: 0 },
  secretKey: randomBytes(32),
  saveAdmin: (credentials: AdminCredentials) => writeFile(login, JSON.stringify(credentials)),
})
stack.defer(() => control.stop())
const credentials = JSON.parse(await readFile(login, 'utf8')) as AdminCredentials
process.stdout.write(`${JSON.stringify({ url: control.url, credentials })}\n`)
process.once('SIGTERM', () => void stack.disposeAsync().then(() => process.exit(0)))

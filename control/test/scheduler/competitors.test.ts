import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Store } from '@kilonova/core'
import { startTestStores, type TestStores } from '@kilonova/core/testing'
import * as fc from 'fast-check'
import { readHosts } from '../../src/scheduler/candidates.ts'
import { type Amounts, hostRow } from '../support/rows.ts'
import type { CompetitorReport, CompetitorTask } from './competitor.ts'

const competitor = fileURLToPath(new URL('competitor.ts', import.meta.url))
const processes = 8
let stores: TestStores
before(async () => {
  stores = await startTestStores({ maxConnections: 200 })
})
after(() => stores[Symbol.asyncDispose]())

const amounts = (factor: number): fc.Arbitrary<Amounts> =>
  fc.record({
    vcpus: fc.integer({ min: 1, max: 4 * factor }),
    memoryMiB: fc.integer({ min: 1, max: 1024 * factor }),
    diskGiB: fc.integer({ min: 1, max: 20 * factor }),
  })
const clouds = fc.record({
  hosts: fc.array(amounts(8), { minLength: 1, maxLength: 12 }),
  sizes: fc.array(amounts(1), { minLength: 1, maxLength: 4 }),
})

async function oversold({ db }: Store): Promise<string[]> {
  return (await readHosts(db)).flatMap((host) => {
    const over = host.usedVcpus > host.vcpus || host.usedMemoryMiB > host.memoryMiB || host.usedDiskGiB > host.diskGiB
    return over ? [`${host.name}: ${host.usedVcpus} of ${host.vcpus}, ${host.usedMemoryMiB} of ${host.memoryMiB}`] : []
  })
}

for (const [round, cloud] of fc.sample(clouds, 2).entries()) {
  test(`eight processes that claim, move and delete at once never oversell a host (cloud ${round + 1}: ${cloud.hosts.length} hosts)`, async () => {
    await using store = await stores.open()
    await store.db
      .insertInto('hosts')
      .values(cloud.hosts.map((host, n) => hostRow(`h${n}`, host)))
      .execute()
    const task: CompetitorTask = { connection: store.connection, operations: 40, sizes: cloud.sizes }
    const ended = new AbortController()
    const running = Promise.all(
      Array.from({ length: processes }, async () => {
        const { stdout } = await promisify(execFile)(process.execPath, [competitor, JSON.stringify(task)], {
          env: { ...process.env, NODE_TEST_CONTEXT: undefined },
        })
        return JSON.parse(stdout) as CompetitorReport
      }),
    ).finally(() => ended.abort())
    // Every look is one snapshot of the store: what it finds was true at one moment, also between two steps of a move.
    while (!ended.signal.aborted) {
      assert.deepEqual(await oversold(store), [], JSON.stringify(cloud))
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    const reports = await running
    assert.deepEqual(await oversold(store), [], JSON.stringify(cloud))
    const sum = (name: keyof CompetitorReport) => reports.reduce((total, one) => total + one[name], 0)
    assert.ok(sum('claimed') + sum('refused') > processes * 10)
  })
}

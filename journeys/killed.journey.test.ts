import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { everyFlow } from '@kilonova/control'
import { eventually, leftovers, nothing, TestCloud } from './src/index.ts'

// The service is killed with SIGKILL at each step of its flows; the next start must settle what was under way.

let cloud: TestCloud
let image = ''
let refused = ''
let flavor = ''

before(async () => {
  cloud = await TestCloud.start()
  const mebibyte = new Uint8Array(1024 * 1024)
  image = await cloud.api.mustUpload({ name: 'empty', diskFormat: 'raw', bytes: mebibyte })
  const junk = new Uint8Array(65_536).fill(0x4b)
  const kernel = await cloud.api.mustUpload({ name: 'k', diskFormat: 'aki', containerFormat: 'aki', bytes: junk })
  const ramdisk = await cloud.api.mustUpload({ name: 'r', diskFormat: 'ari', containerFormat: 'ari', bytes: junk })
  const properties = { kernel_id: kernel, ramdisk_id: ramdisk }
  refused = await cloud.api.mustUpload({ name: 'refused', diskFormat: 'raw', bytes: mebibyte, properties })
  flavor = await cloud.api.flavor('m1.tiny')
  await cloud.service.stop()
})
after(() => cloud?.[Symbol.asyncDispose]())

const settleMs = 60_000

/**
 * Runs `work` against a service that ends itself at the point, then starts it again as usual. The last answer may be cut
 * off with it: a flow can be at the point before its request is answered.
 * @returns the server that is there then.
 */
async function killedAt(point: string, work: () => Promise<unknown>): Promise<string> {
  await cloud.service[Symbol.asyncDispose]() // when a test before failed
  await cloud.restart({ env: { KILONOVA_TEST_HALT: point } })
  await work().catch((error: unknown) => {
    if (!(error instanceof TypeError)) throw error // what `fetch` throws
  })
  assert.equal(await cloud.service.exited, 137, `the service did not end at ${point}`)
  await cloud.restart()
  const { body } = await cloud.api.compute('GET', '/servers')
  return (body['servers'] as { id: string }[])[0]?.id ?? ''
}

const gone = () => eventually(async () => assert.deepEqual(await leftovers(cloud.host), nothing), settleMs)

for (const step of everyFlow.build.stepNames) {
  for (const when of ['before', 'after'] as const) {
    test(`killed ${when} ${step} of a build: the server is built or refused by itself, and its delete leaves nothing`, async () => {
      const id = await killedAt(`build:${step}:${when}`, () =>
        cloud.api.create({ name: 'killed', imageRef: image, flavorRef: flavor }),
      )
      const server = await cloud.api.until(id, ['ACTIVE', 'ERROR'], settleMs)
      assert.equal(server['OS-EXT-STS:task_state'], null)
      if (server['status'] === 'ACTIVE') assert.equal((await leftovers(cloud.host)).domains.length, 1)
      await cloud.api.delete(id)
      await gone()
      await cloud.service.stop()
    })
  }
}

for (const step of everyFlow.delete.stepNames) {
  for (const when of ['before', 'after'] as const) {
    test(`killed ${when} ${step} of a delete: the server is gone by itself, and nothing is left`, async () => {
      await killedAt(`delete:${step}:${when}`, async () => {
        const id = await cloud.api.create({ name: 'killed', imageRef: image, flavorRef: flavor })
        await cloud.api.until(id, ['ACTIVE'])
        await cloud.api.compute('DELETE', `/servers/${id}`)
      })
      await gone()
      await cloud.service.stop()
    })
  }
}

for (const step of everyFlow.build.steps.filter((one) => one.undo !== undefined).map((one) => one.name)) {
  test(`killed after the undo of ${step} in a failed build: the undo goes on, and only the record in ERROR is left`, async () => {
    const id = await killedAt(`build:${step}:undone`, () =>
      cloud.api.create({ name: 'refused', imageRef: refused, flavorRef: flavor }),
    )
    await cloud.api.until(id, ['ERROR'], settleMs)
    await eventually(async () => assert.deepEqual({ ...(await leftovers(cloud.host)), rows: [] }, nothing), settleMs)
    await cloud.api.delete(id)
    await gone()
    await cloud.service.stop()
  })
}

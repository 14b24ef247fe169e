// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, TestCloud } from '../support/test-cloud.ts'

let cloud: TestCloud
let image = ''
before(async () => {
  cloud = await TestCloud.start()
  image = await cloud.image()
})
after(() => cloud[Symbol.asyncDispose]())

/** Reads server-sent events until one satisfies. */
async function listen(token: string, query: string, wanted: (news: { serverId: string; status: string }) => boolean) {
  const abort = new AbortController()
  const response = await fetch(`${cloud.control.url}/events${query}`, {
    headers: { 'X-Auth-Token': token },
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(120_000)]),
  })
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const seen: { serverId: string; projectId: string; status: string }[] = []
  const until = (async () => {
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1]
        if (data === undefined) continue
        seen.push(JSON.parse(data))
        if (wanted(JSON.parse(data))) return abort.abort()
      }
    }
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  return { seen, until, stop: () => abort.abort() }
}

test('a build is heard of step by step, by its own project only', async () => {
  const tenant = await cloud.tenant('listener')
  const mine = await listen(cloud.token, '', ({ status }) => status === 'ACTIVE')
  const theirs = await listen(tenant.token, '', () => false)
  // News says how the record is when it is told: the build waits until it has been told as one.
  cloud.agent.before = (operation) =>
    operation === 'prepareServer'
      ? eventually(async () => assert.ok(mine.seen.some(({ status }) => status === 'BUILD')))
      : undefined
  const { body } = await cloud.create({ imageRef: image })
  await mine.until
  cloud.agent.before = () => {}
  assert.ok(mine.seen.every(({ serverId }) => serverId === body.server.id))
  assert.deepEqual(theirs.seen, [])
  theirs.stop()
  await theirs.until
  await cloud.ask('DELETE', `/compute/v2.1/servers/${body.server.id}`)
  await cloud.untilGone(body.server.id)
})

test('events are for those with a token', async () => {
  assert.equal((await cloud.ask('GET', '/events', { token: null })).status, 401)
})

test('metrics count requests, flows and servers', async () => {
  // The end of a flow is counted when its controller has heard that it is written.
  const body = await eventually(async () => {
    const answer = await cloud.ask('GET', '/metrics', { token: null })
    assert.match(answer.body, /kilonova_flows_total\{flow="build",end="done"\} 1/)
    return answer.body
  })
  assert.ok(/kilonova_host_up\{host="h1"\} 1/.test(body))
  assert.ok(/kilonova_http_request_seconds_count\{service="compute",method="POST",status="202"\} 1/.test(body))
  for (const sample of [
    'kilonova_flow_seconds_count{flow="build",end="done"} 1',
    'kilonova_scheduler_claim_seconds_count{result="booked"} 1',
    'kilonova_host_capacity{host="h1",resource="vcpus"} 1024',
    'kilonova_host_enabled{host="h1"} 1',
  ])
    assert.ok(body.includes(sample), sample)
  assert.match(body, /# HELP kilonova_stuck_flows /)
  const forwarded = await cloud.ask('GET', '/metrics', { token: null, headers: { 'X-Forwarded-For': '192.0.2.1' } })
  assert.equal(forwarded.status, 403)
})

test('the health check asks the store', async () => {
  const { status, body } = await cloud.ask('GET', '/healthz', { token: null })
  assert.deepEqual([status, body.store], [200, 'ok'])
})

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { hostList, hostShow } from '../../src/commands/hosts.ts'
import { Output } from '../../src/output/output.ts'

const answers: Readonly<Record<string, unknown>> = {
  '/compute/v2.1/os-services': {
    services: [{ id: 's1', host: 'h1', zone: 'nova', state: 'up', status: 'enabled', updated_at: null }],
  },
  '/compute/v2.1/os-hypervisors/detail': {
    hypervisors: [
      {
        id: 'n1',
        service: { host: 'h1' },
        host_ip: '10.0.0.1',
        running_vms: 0,
        ...{ vcpus: 2, vcpus_used: 0, memory_mb: 1024, memory_mb_used: 0, local_gb: 10, local_gb_used: 0 },
      },
    ],
  },
  '/kilonova/v1/hosts': {
    hosts: [{ name: 'h1', version: '0.1.0', protocol: 1, refused: null }],
    joined: [{ name: 'h3', addresses: ['10.0.0.3'], joined_at: '2026-11-26T12:00:00.000Z' }],
  },
}
let base = ''
const service = createServer((request, response) => {
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-subject-token': 'T' }).end(JSON.stringify(body))
  if (request.url !== '/identity/v3/auth/tokens')
    return json(200, answers[new URL(request.url ?? '', base).pathname] ?? {})
  const catalog = [
    { type: 'compute', endpoints: [{ interface: 'public', region_id: 'R', url: `${base}/compute/v2.1` }] },
  ]
  return json(201, { token: { catalog } })
})
before(async () => {
  await new Promise<void>((done) => void service.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
after(() => void service.close())

function asked() {
  let stdout = ''
  let stderr = ''
  const env = {
    ...{ OS_AUTH_URL: `${base}/identity`, OS_USERNAME: 'u', OS_PASSWORD: 'p', OS_PROJECT_NAME: 'p' },
    OS_REGION_NAME: 'R',
  }
  const output = new Output({
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
  })
  const context = { output, env, cwd: '/', signal: new AbortController().signal }
  return { context, said: () => ({ stdout, stderr }) }
}

test('a host that joined and never started is in the list, with what to do about it', async () => {
  const { context, said } = asked()
  await hostList(context, {})
  const { stdout, stderr } = said()
  const [, first, second] = stdout.split('\n')
  assert.match(first ?? '', /^h1 +up +enabled .* 0\/2 +0\/1024 +0\/10$/)
  assert.match(second ?? '', /^h3 +joined +- +- +10\.0\.0\.3 +- +- +- +- +-$/)
  assert.match(stderr, /h3 joined.*start `kilonova agent` there.*`kilonova host remove h3`/)
  await assert.rejects(hostShow(context, 'h3', {}), { name: 'Problem', exit: 'conflict', message: /never heard of/ })
  await assert.rejects(hostShow(context, 'h4', {}), { name: 'Problem', exit: 'notFound' })
})

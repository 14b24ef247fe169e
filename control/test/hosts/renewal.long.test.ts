import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import { lifeMs } from '@kilonova/core'
import { eventually, type TestCloud } from '../support/test-cloud.ts'
import { joinAs, type JoinedHost, makeToken, openCloud, processOf } from './joined-host.ts'

let cloud: TestCloud
let h1: JoinedHost
before(async () => {
  cloud = await openCloud({}, { certificateDays: 60 / 86_400 })
  h1 = await (await joinAs('h1', await makeToken(cloud))).start()
})
after(async () => {
  await h1?.[Symbol.asyncDispose]()
  await cloud?.[Symbol.asyncDispose]()
})

/** The certificate that the entrance shows. */
async function shown(): Promise<X509Certificate> {
  const { promise, resolve, reject } = Promise.withResolvers<X509Certificate>()
  const socket = connect({ host: '127.0.0.1', port: Number(h1.origin.port), ca: h1.authority, servername: 'localhost' })
  socket.once('error', reject)
  socket.once('secureConnect', () => {
    const certificate = socket.getPeerX509Certificate()
    if (certificate === undefined) reject(new Error('no certificate'))
    else resolve(certificate)
  })
  try {
    return await promise
  } finally {
    socket.destroy()
  }
}

test('a controller that outlives its certificate: entrance and bus have a new one in time, and hosts come back by theirs', async () => {
  const first = await shown()
  assert.equal(lifeMs(first.toString()), 60_000)
  const second = await eventually(async () => {
    const now = await shown()
    assert.notEqual(now.serialNumber, first.serialNumber)
    return now
  }, 60_000)
  assert.ok(Date.now() < Date.parse(first.validTo), 'renewed before the old one is over')
  assert.ok(second.publicKey.equals(first.publicKey))
  const renewed = (await h1.ask('POST', '/renew', { addresses: ['127.9.2.4'] })) as { certificate: string }
  h1.answer = { ...h1.answer, certificate: renewed.certificate }
  h1.bus?.renew({ authority: h1.answer.neighbourhood.busAuthority, ...h1.own })
  await sleep(Math.max(0, Date.parse(first.validTo) - Date.now() + 1000))
  // All connections are made anew, when what they were first made with is good no more.
  process.kill(processOf('nats-server', join(cloud.stateDirectory, 'nats')), 'SIGKILL')
  const image = await cloud.image()
  const asked = await cloud.create({ name: 'late', imageRef: image })
  assert.equal(asked.status, 202)
  const { server } = asked.body as { server: { id: string } }
  await eventually(async () => {
    const answer = await cloud.ask('GET', `/compute/v2.1/servers/${server.id}`)
    const { server: now } = answer.body as { server: { status: string; fault?: object } }
    assert.equal(now.status, 'ACTIVE', JSON.stringify(now.fault))
  }, 60_000)
  assert.ok(h1.agent?.guests.has(server.id))
  await h1.ask('GET', '/neighbourhood')
})

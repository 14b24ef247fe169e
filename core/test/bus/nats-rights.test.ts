import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import {
  type Certificate,
  controlIdentity,
  Fault,
  issueCertificate,
  makeAuthority,
  NatsBus,
  newBusKey,
} from '@kilonova/core'
import { connect, headers, nkeyAuthenticator } from '@nats-io/transport-node'
import { TestBus } from './nats-parts.ts'

let bus: TestBus
before(async () => {
  bus = await TestBus.start(['a', 'b'])
})
after(() => bus[Symbol.asyncDispose]())

const isFault = (kind: string) => (error: unknown) => error instanceof Fault && error.kind === kind
const deadlineMs = 60_000

test('a host serves, publishes and hears its own subjects', async () => {
  const [control, a] = [await bus.connect(controlIdentity), await bus.connect('a')]
  await using _served = await a.serve('host.a.echo', async (body) => body)
  const heard = Promise.withResolvers<unknown>()
  await using _heard = await control.subscribe('events.a.>', (_, body) => heard.resolve(body))
  a.publish('events.a.heartbeat', { n: 1 })
  assert.deepEqual(await heard.promise, { n: 1 })
  assert.equal(await control.request('host.a.echo', 'x', { deadlineMs }), 'x')
  await using _control = await control.serve('control.a.where', async () => 'here')
  assert.equal(await a.request('control.a.where', {}, { deadlineMs }), 'here')
})

test('a host can neither answer for another nor hear what it is asked, nor ask it', async () => {
  const [control, a, b] = [await bus.connect(controlIdentity), await bus.connect('a'), await bus.connect('b')]
  await using _served = await b.serve('host.b.secret', async () => 'of b')
  for (const subject of ['host.b.other', 'control.b.x', 'events.b.x']) {
    await assert.rejects(
      a.serve(subject, async () => 'forged'),
      isFault('forbidden'),
      subject,
    )
  }
  for (const pattern of ['host.b.>', 'host.*.secret', '>', 'events.>', '_INBOX.>', '_INBOX.b.>', '_INBOX.control.>']) {
    await assert.rejects(
      a.subscribe(pattern, () => {}),
      isFault('forbidden'),
      pattern,
    )
  }
  await assert.rejects(a.request('host.b.secret', {}, { deadlineMs }), isFault('forbidden'))
  assert.equal(await control.request('host.b.secret', {}, { deadlineMs }), 'of b')
})

test('a host can not tell events of another, nor write into an inbox that it was not asked from', async () => {
  const control = await bus.connect(controlIdentity)
  const heard: string[] = []
  const last = Promise.withResolvers<void>()
  await using _heard = await control.subscribe('>', (subject) => {
    heard.push(subject)
    if (subject === 'events.a.last') last.resolve()
  })
  // By hand, as a host that was taken over would.
  const raw = await connect({
    ...{ servers: `tls://127.0.0.1:${bus.server.port}`, inboxPrefix: '_INBOX.a' },
    authenticator: nkeyAuthenticator(new TextEncoder().encode(bus.seeds.get('a') ?? '')),
    tls: { ca: bus.authority.certificate, ...certOf(await issueCertificate(bus.authority, ['a'], 1)) },
  })
  const forged = headers()
  forged.set('K-Kind', 'answer')
  for (const subject of [
    'events.b.guest',
    '_INBOX.control.x.y',
    '_INBOX.b.x.y',
    'host.b.destroyServer',
    '$SYS.REQ.SERVER.PING',
  ]) {
    raw.publish(subject, '"forged"', { headers: forged })
  }
  raw.publish('events.a.last', '1')
  await raw.flush()
  await raw.close()
  await last.promise
  assert.deepEqual(heard, ['events.a.last'])
})

const certOf = ({ certificate, key }: Certificate) => ({ cert: certificate, key })

test('another key, no certificate, and the certificate of another authority are refused', async () => {
  await assert.rejects(bus.connect('a', { seed: newBusKey().seed }), isFault('forbidden'))
  const isRefused = (error: unknown) => isFault('hostAway')(error) || isFault('forbidden')(error)
  await assert.rejects(bus.connect('a', { tls: { authority: bus.authority.certificate } }), isRefused)
  const other = await makeAuthority('other')
  const foreign = await issueCertificate(other, ['a'], 1)
  await assert.rejects(bus.connect('a', { tls: { authority: bus.authority.certificate, ...foreign } }), isRefused)
  await assert.rejects(bus.connect('a', { tls: { authority: other.certificate } }), isRefused)
})

test('two agents that claim one host: the second is told', async () => {
  const [first, second] = [await bus.connect('b'), await bus.connect('b')]
  await using _served = await first.serve('host.b.claimed', async () => 'first')
  for (const standsStill of [false, true]) {
    const claiming = assert.rejects(
      second.serve('host.b.claimed', async () => 'second'),
      isFault('conflict'),
    )
    if (standsStill) execFileSync('sleep', ['2.2']) // the answer comes, and so does the end of the time for it
    await claiming
  }
})

test('a removed host is thrown out at once and stays out; the others notice nothing', async () => {
  await using own = await TestBus.start(['a', 'b'])
  const [control, a, b] = [await own.connect(controlIdentity), await own.connect('a'), await own.connect('b')]
  await a.serve('host.a.echo', async (body) => body)
  await b.serve('host.b.echo', async (body) => body)
  await own.server.setIdentities(own.identities.filter(({ name }) => name !== 'a'))
  await a.closed()
  await assert.rejects(a.request('control.a.x', {}, { deadlineMs }), isFault('hostAway'))
  await assert.rejects(own.connect('a'), isFault('forbidden'))
  await assert.rejects(control.request('host.a.echo', 1, { deadlineMs }), isFault('hostAway'))
  assert.equal(await control.request('host.b.echo', 1, { deadlineMs }), 1)
  await own.server.setIdentities(own.identities)
  assert.ok((await own.connect('a')) instanceof NatsBus)
})

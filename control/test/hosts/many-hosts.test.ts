// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-call, typescript/no-unsafe-return -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  Fault,
  heartbeatSubject,
  HostName,
  keyFingerprint,
  makeAuthority,
  Neighbourhood,
  peersSubject,
  protocolVersion,
  type ServerSpec,
} from '@kilonova/core'
import { sql } from 'kysely'
import { Members } from '../../src/services/hosts/members.ts'
import { TestAgent } from '../support/test-agent.ts'
import { eventually, type TestCloud } from '../support/test-cloud.ts'
import { freshKeys, joinAs, JoinedHost, makeToken, openCloud, processOf } from './joined-host.ts'

let cloud: TestCloud
let h1: JoinedHost
before(async () => {
  cloud = await openCloud()
  h1 = await (await joinAs('h1', await makeToken(cloud))).start()
})
after(async () => {
  await h1?.[Symbol.asyncDispose]()
  await cloud?.[Symbol.asyncDispose]()
})

const isFault = (kind: string, says: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Fault, String(error))
  assert.equal(error.kind, kind, error.message)
  assert.match(error.message, says)
  return true
}
const nobodyJoined = async () =>
  assert.deepEqual(
    (await cloud.store.db.selectFrom('members').select('name').where('role', '=', 'host').execute()).map((r) => r.name),
    ['h1'],
  )

test('a joined host serves over NATS: a server is built there', async () => {
  const image = await cloud.image(Buffer.from('bytes of an image'))
  await eventually(async () => {
    const { body } = await cloud.ask('GET', '/compute/v2.1/os-hypervisors')
    assert.deepEqual(
      body.hypervisors.map((one: { state: string }) => one.state),
      ['up'],
    )
  })
  const created = await cloud.create({ imageRef: image })
  const { id } = created.body.server
  await cloud.until(id, 'ACTIVE')
  assert.equal(h1.agent?.guests.get(id), 'running')

  const spec = h1.agent?.specs.get(id) as ServerSpec
  const location = spec.image.locations.find((one) => one.startsWith('https:')) ?? assert.fail('no place to fetch from')
  assert.deepEqual(await h1.fetch(location), { status: 200, bytes: Buffer.from('bytes of an image') })
  assert.deepEqual(await h1.fetch(location, { range: 'bytes=9-' }), { status: 206, bytes: Buffer.from('an image') })
  assert.equal((await h1.fetch(location, { range: 'bytes=99-' })).status, 416)
  assert.equal((await h1.fetch(location, {}, false)).status, 403, 'a stranger with a grant')
  assert.equal((await h1.fetch(location.replace(/grant=.*/, 'grant=x'))).status, 403, 'a host without a grant')
  const other = await cloud.image(Buffer.from('of another'))
  assert.equal((await h1.fetch(location.replace(spec.image.id, other))).status, 403, 'a grant for another image')
  assert.equal((await h1.fetch(location.replace(spec.image.id, '..%2f..%2fsecret.key'))).status, 403)
  assert.equal((await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)).status, 204)
  await cloud.untilGone(id)
})

test('forged, unknown, old and used tokens let nobody in; only administrators make one', async () => {
  const token = await makeToken(cloud)
  await assert.rejects(joinAs('h2', token, freshKeys(), { secret: 'x'.repeat(43) }), isFault('forbidden', /not one of/))
  await cloud.store.db.updateTable('host_tokens').set({ expires_at: sql<Date>`now()` }).execute()
  await assert.rejects(joinAs('h2', token), isFault('forbidden', /too old/))
  const { token: member } = await cloud.tenant('someone')
  assert.equal((await cloud.ask('POST', '/kilonova/v1/host-tokens', { token: member, body: {} })).status, 403)
  assert.equal((await cloud.ask('DELETE', '/kilonova/v1/hosts/h1', { token: member })).status, 403)
  assert.equal((await cloud.ask('POST', '/kilonova/v1/host-tokens', { body: { lifetime_sec: 1 } })).status, 400)
  await nobodyJoined()
  const { rows } = await sql<{ text: string }>`select host_tokens::text as text from host_tokens`.execute(
    cloud.store.db,
  )
  const secret = JSON.parse(Buffer.from(token.slice(5), 'base64url').toString()).s
  assert.ok(!rows.some(({ text }) => text.includes(secret)), 'the token itself is in the store')
})

test('one token, ten machines at once: one is let in, and it may ask again with its own key', async () => {
  const token = await makeToken(cloud)
  const tries = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => joinAs(`r${n}`, token)))
  const joined = tries.filter((one) => one.status === 'fulfilled').map((one) => one.value)
  assert.equal(joined.length, 1)
  const [winner] = joined as [JoinedHost]
  const listed = await cloud.ask('GET', '/kilonova/v1/hosts')
  assert.deepEqual(
    listed.body.joined.map((one: { name: string }) => one.name),
    [winner.name],
    'its agent has not run yet; that of h1 has',
  )
  const again = await joinAs(winner.name, token, winner.keys) // its answer was lost
  assert.ok(new X509Certificate(again.answer.certificate).subject.includes(winner.name))
  await assert.rejects(joinAs(winner.name, token), isFault('forbidden', /used already/))
  assert.equal((await cloud.ask('DELETE', `/kilonova/v1/hosts/${winner.name}`)).status, 204)
  await nobodyJoined()
})

test('a name that is taken, one that is the controller’s, and a host of another version are refused', async () => {
  const token = await makeToken(cloud)
  await assert.rejects(joinAs('h1', token), isFault('conflict', /another machine is h1/))
  await assert.rejects(joinAs('H1', token), isFault('conflict', /another machine is h1/))
  await assert.rejects(joinAs('control', token), isFault('invalid', /may not be named/))
  await assert.rejects(
    joinAs('h2', token, freshKeys(), { version: protocolVersion + 1 }),
    isFault('conflict', /speaks version/),
  )
  // With a certificate for the controller's address or for localhost it could pass for the entrance, or for the bus.
  for (const address of ['127.0.0.1', 'LOCALHOST', 'localhost'])
    await assert.rejects(joinAs('h2', token, freshKeys(), { addresses: [address] }), isFault('conflict', /of another/))
  await assert.rejects(joinAs('localhost', token), isFault('conflict', /of another/))
  await assert.rejects(h1.ask('POST', '/renew', { addresses: ['127.0.0.1'] }), isFault('conflict', /of another/))
  const rsa = { ...freshKeys(), publicKey: 'nonsense' }
  await assert.rejects(joinAs('h2', token, rsa), isFault('invalid', /no public key/))
  await using late = await joinAs('h2', token) // none of that used it up
  assert.equal((await cloud.ask('DELETE', `/kilonova/v1/hosts/${late.name}`)).status, 204)
})

test('a certificate is renewed for the same key, and nobody else’s', async () => {
  const renewed = (await h1.ask('POST', '/renew', { addresses: ['10.1.2.4', '10.1.2.3'] })) as { certificate: string }
  const fresh = new X509Certificate(renewed.certificate)
  assert.match(fresh.subjectAltName ?? '', /DNS:h1, IP Address:10\.1\.2\.4, IP Address:10\.1\.2\.3/)
  assert.ok(fresh.checkPrivateKey((await import('node:crypto')).createPrivateKey(h1.keys.key)))
  assert.notEqual(fresh.serialNumber, new X509Certificate(h1.answer.certificate).serialNumber)
  h1.answer = { ...h1.answer, certificate: renewed.certificate }
  assert.ok(Neighbourhood.safeParse(await h1.ask('GET', '/neighbourhood')).success)
  await assert.rejects(
    h1.ask('POST', '/renew', { addresses: ['10.1.2.3\nkeyUsage=certSign'] }),
    isFault('invalid', /not a name/),
  )
})

test('the host beside a controller has its name and address, and renews its certificate like any other', async () => {
  const members = new Members(cloud.store, await makeAuthority('test'), 90)
  const [controller, host] = [freshKeys(), freshKeys()]
  const addresses = ['10.7.7.7']
  const ports = { entrance_port: 8771, bus_port: null, cluster_port: null }
  await members.admitController('beside', controller.publicKey, addresses, ports)
  const { publicKey } = host
  const first = await members.admitOwn({ host: 'beside', addresses, publicKey, busKey: host.bus.publicKey })
  const renewed = await members.renew('beside', keyFingerprint(publicKey), addresses)
  assert.notEqual(new X509Certificate(renewed).serialNumber, new X509Certificate(first).serialNumber)
  const more = members.renew('beside', keyFingerprint(publicKey), [...addresses, 'h1'])
  await assert.rejects(more, isFault('conflict', /h1 is the name or address of another machine/))
  await members.remove('beside')
})

test('a removed host is told apart from all others at once: entrance, bus, open connections, the list of revoked', async () => {
  await using h2 = await (await joinAs('h2', await makeToken(cloud))).start()
  const heard: unknown[] = []
  await using _news = await h1.bus!.subscribe(peersSubject, (_, body) => heard.push(body))
  assert.ok(await h2.ask('GET', '/neighbourhood'))
  h2.agent!.isSilent = true // its bus will be closed under it
  const rowOf = (name: string) => cloud.store.db.selectFrom('hosts').select('facts').where('name', '=', name)
  const { facts } = await eventually(() => rowOf('h2').executeTakeFirstOrThrow())
  assert.equal((await cloud.ask('DELETE', '/kilonova/v1/hosts/h2')).status, 204)
  // What it said last may be heard after that, as by a controller that was held up.
  for (const host of ['h2', 'behind-it'].map((name) => HostName.parse(name)))
    cloud.bus.publish(heartbeatSubject(host), { ...facts, host, session: 'late' })
  await eventually(() => rowOf('behind-it').executeTakeFirstOrThrow())
  assert.equal(await rowOf('h2').executeTakeFirst(), undefined)
  await cloud.store.db.deleteFrom('hosts').where('name', '=', 'behind-it').execute()
  assert.equal((await cloud.ask('DELETE', '/kilonova/v1/hosts/h2')).status, 404)
  await Promise.all([h2.agent!.stop(), h2.bus!.closed()])
  await assert.rejects(h2.ask('GET', '/neighbourhood'), isFault('forbidden', /hosts of this cloud only/))
  await assert.rejects(h2.ask('POST', '/renew', { addresses: ['127.0.0.1'] }), isFault('forbidden', /only/))
  await assert.rejects(h2.connect(), isFault('forbidden', /refuses this identity/))
  await eventually(async () => assert.ok(heard.some((one) => (one as { removed?: string[] }).removed?.length === 1)))
  const { revoked } = Neighbourhood.parse(await h1.ask('GET', '/neighbourhood'))
  assert.match(revoked, /BEGIN X509 CRL/)
  const rows = await cloud.store.db.selectFrom('revoked_certificates').select('serial').execute()
  assert.ok(rows.some(({ serial }) => serial === new X509Certificate(h2.answer.certificate).serialNumber))
  await using back = await (await joinAs('h2', await makeToken(cloud))).start() // with a new token it is one again
  assert.ok(await back.ask('GET', '/neighbourhood'))
  assert.equal((await cloud.ask('DELETE', '/kilonova/v1/hosts/h2')).status, 204)
})

test('a host that is gone for good is removed with its servers on it, and they can be deleted then', async () => {
  const remove = (query = '') => cloud.ask('DELETE', `/kilonova/v1/hosts/lost${query}`)
  const image = await cloud.image(Buffer.from('of one that is lost'))
  await using lost = await (await joinAs('lost', await makeToken(cloud))).start()
  await eventually(async () => {
    const { body } = await cloud.ask('GET', '/compute/v2.1/os-services')
    assert.ok(JSON.stringify(body).includes('"lost"'))
  })
  const created = await cloud.create({ imageRef: image, availability_zone: 'nova:lost' })
  const { id } = created.body.server
  await cloud.until(id, 'ACTIVE')
  assert.equal(lost.agent?.guests.get(id), 'running')
  for (const query of ['', '?lost=true']) {
    const refused = await remove(query)
    assert.equal(refused.status, 409, 'it is there')
    assert.match(JSON.stringify(refused.body), /move or delete them first/)
  }
  assert.equal((await remove('?lost=maybe')).status, 400)

  await lost[Symbol.asyncDispose]()
  const removeAfterLong = (query: string) => {
    const long = new Date(Date.now() - 60_000)
    const silent = cloud.store.db.updateTable('hosts').set({ last_seen_at: long }).where('name', '=', 'lost')
    return silent.execute().then(() => remove(query))
  }
  // Its last heartbeats may be kept a moment after it has stopped.
  await eventually(async () => {
    const refused = await removeAfterLong('')
    assert.equal(refused.status, 409)
    assert.match(JSON.stringify(refused.body), /gone for good: kilonova host remove lost --lost/)
  })
  assert.equal(
    (await cloud.ask('GET', `/compute/v2.1/servers/${id}`)).status,
    200,
    'nobody says that its guest is gone',
  )
  await eventually(async () => assert.equal((await removeAfterLong('?lost=true')).status, 204))
  const { why } = (await cloud.ask('GET', `/kilonova/v1/servers/${id}/why`)).body
  assert.match(why.says, /^its host lost was removed from this cloud.* it can only be deleted$/)
  assert.equal((await cloud.ask('DELETE', `/compute/v2.1/servers/${id}`)).status, 204)
  await cloud.untilGone(id)
  await nobodyJoined()
})

test('the host in a controller’s process stays while that serves it, and goes when it does not any more', async () => {
  const agent = await new TestAgent(cloud.bus, { name: 'own', inController: true }).start()
  await eventually(async () => {
    const { body } = await cloud.ask('GET', '/compute/v2.1/os-services')
    assert.ok(JSON.stringify(body).includes('"own"'))
  })
  const refused = await cloud.ask('DELETE', '/kilonova/v1/hosts/own')
  assert.equal(refused.status, 409)
  assert.match(JSON.stringify(refused.body), /--role conductor/)
  await agent.stop()
  await eventually(async () => {
    // Its last heartbeat may be kept a moment after it has stopped.
    const long = new Date(Date.now() - 60_000)
    await cloud.store.db.updateTable('hosts').set({ last_seen_at: long }).where('name', '=', 'own').execute()
    assert.equal((await cloud.ask('DELETE', '/kilonova/v1/hosts/own')).status, 204)
  })
})

test('what strangers send to the entrance is answered, and harms nothing', async () => {
  const stranger = (path: string, method = 'GET') =>
    h1.fetch(`${h1.origin.origin}${path}`, {}, false).then((a) => [method, a.status])
  assert.deepEqual(await stranger('/authority'), ['GET', 200])
  for (const path of ['/', '/neighbourhood', '/images/x', '/join', '/%00', '/images/../authority/..'])
    assert.deepEqual(await stranger(path), ['GET', 403], path)
  const joined = h1.ask('POST', '/join', { nonsense: 'x'.repeat(100) })
  await assert.rejects(joined, isFault('invalid', /not of the agreed shape/))
  await assert.rejects(h1.ask('POST', '/join', 'x'.repeat(200_000)), (error) => error instanceof Fault)
  assert.ok(await h1.ask('GET', '/neighbourhood'))
})

test('the controller started again and again, its bus killed: hosts that joined before are there, with their old certificates', async () => {
  for (let round = 0; round < 3; round += 1) {
    process.kill(processOf('nats-server', join(cloud.stateDirectory, 'nats')), 'SIGKILL')
    await cloud.control.stop()
    const stopped = new Date()
    await cloud.startControl()
    await eventually(async () => {
      const { body } = await cloud.ask('GET', '/compute/v2.1/os-services')
      assert.equal(body.services[0].state, 'up')
      const seen = await cloud.store.db.selectFrom('hosts').select('last_seen_at').where('name', '=', 'h1').execute()
      assert.ok((seen[0]?.last_seen_at ?? 0) > stopped, `not heard of in round ${round}`)
    })
    assert.ok(await h1.ask('GET', '/neighbourhood'))
  }
})

// oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-member-access, typescript/no-unsafe-argument -- answers of the API are JSON, and each assertion is its check
import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type BusIdentity,
  controlIdentity,
  issueCertificate,
  makeAuthority,
  NatsServer,
  newBusKey,
  seal,
  silentLog,
} from '@kilonova/core'
import { eventually, TestCloud } from '../support/test-cloud.ts'
import { freePorts, joinAs, makeToken } from './joined-host.ts'

let directory: string
let nats: NatsServer
let cloud: TestCloud

/** What an operator does with the printed users: here they are read back, and given to a server of theirs. */
function identitiesIn(configuration: string): BusIdentity[] {
  return [...configuration.matchAll(/nkey: (U\w+),[\s\S]*?publish: \["(?:host\.(\w+)\.|>)/g)].map(([, key, host]) => ({
    name: host ?? controlIdentity,
    publicKey: key ?? '',
  }))
}

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-own-nats-'))
  await chmod(directory, 0o711)
})
after(async () => {
  await cloud?.[Symbol.asyncDispose]()
  await nats?.stop()
  await rm(directory, { recursive: true, force: true })
})

test('a NATS server of the operator’s by setting: hosts join, and are reached over it', async () => {
  const [entrancePort = 0, port = 0] = await freePorts(2)
  // The operator's own authority for the server, and ours for those who come to it.
  const theirs = await makeAuthority('operator')
  const busAuthorityFile = join(directory, 'operator.pem')
  await writeFile(busAuthorityFile, theirs.certificate)
  const hosts = { address: '127.0.0.1', listenAddress: '127.0.0.1', entrancePort }
  const ours = await makeAuthority('kilonova')
  const controller = newBusKey()
  nats = await NatsServer.start({
    stateDirectory: directory,
    ...{ address: '127.0.0.1', port, log: silentLog },
    tls: { authority: ours.certificate, ...(await issueCertificate(theirs, ['localhost'], 1)) },
    identities: [{ name: controlIdentity, publicKey: controller.publicKey }],
  })
  cloud = await TestCloud.start({
    manyHosts: true,
    agents: [],
    settings: { hosts, bus: { servers: [`tls://localhost:${port}`], authorityFile: busAuthorityFile } },
    secrets: (key) => ({
      authority: seal(JSON.stringify(ours), key),
      'bus seed': seal(JSON.stringify(controller), key),
    }),
  })
  await using joined = await joinAs('h1', await makeToken(cloud))
  await assert.rejects(joined.connect(), /refuses this identity/) // the operator has not let it in yet
  const { body } = await cloud.ask('GET', '/kilonova/v1/bus-users')
  assert.deepEqual(
    identitiesIn(body.bus_users).map(({ name }) => name),
    [controlIdentity, 'h1'],
  )
  await nats.setIdentities(identitiesIn(body.bus_users))
  await joined.start()
  await eventually(async () => {
    const { body: shown } = await cloud.ask('GET', '/compute/v2.1/os-services')
    assert.equal(shown.services[0]?.state, 'up')
  })
})

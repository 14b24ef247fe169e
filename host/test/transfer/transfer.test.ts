import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { Agent } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Certificate,
  Door,
  Fault,
  issueCertificate,
  keyFingerprint,
  makeAuthority,
  type Peer,
  Peers,
  type ServerId,
  silentLog,
} from '@kilonova/core'
import { X509Certificate } from 'node:crypto'
import { Bandwidth } from '../../src/transfer/bandwidth.ts'
import { fileFacts } from '../../src/transfer/file-facts.ts'
import { hashOfTicket, writeOffer } from '../../src/transfer/offers.ts'
import { FrameReader } from '../../src/transfer/frames.ts'
import { receiveFile } from '../../src/transfer/receive-file.ts'
import { streamPart } from '../../src/transfer/stream-part.ts'
import { TransferServer } from '../../src/transfer/serve-transfers.ts'
import { TransferRefused, type TransferSource } from '../../src/transfer/transfer-source.ts'

// Two hosts' halves of a transfer, over a real door: TLS 1.3, both sides with certificates of one authority.

const mib = 2 ** 20
let directory = ''
let authority: Certificate
const hosts = new Map<string, Certificate>()
let peers: Peers

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kilonova-transfer-'))
  authority = await makeAuthority('test')
  for (const name of ['h1', 'h2', 'h3']) hosts.set(name, await issueCertificate(authority, [name, '127.0.0.1'], 1))
  const list = [...hosts].map(
    ([name, { certificate }]): Peer => ({
      name,
      role: 'host',
      keyFingerprint: keyFingerprint(new X509Certificate(certificate).publicKey),
    }),
  )
  peers = new Peers(list)
})
after(() => rm(directory, { recursive: true, force: true }))

interface Source extends AsyncDisposable {
  readonly serverId: ServerId
  readonly migrationId: string
  readonly ticket: string
  readonly files: string
  door: Door
  openDoor(bytesPerSecond?: number): Promise<Door>
  as(host: string, ticket?: string): TransferSource
}

/** h1 with a server's directory that is offered to h2. */
async function sourceHost(
  names: readonly string[],
  bytesPerSecond = 0,
  directoriesOf = (files: string): readonly string[] => [files],
): Promise<Source> {
  const serverId = randomUUID() as ServerId
  const migrationId = randomUUID()
  const ticket = randomBytes(32).toString('base64url')
  const files = join(directory, serverId)
  await mkdir(files)
  const offered = Object.fromEntries(names.map((name) => [name, name]))
  await writeOffer(files, {
    version: 1,
    migrationId,
    destination: 'h2',
    ticketSha256: hashOfTicket(ticket),
    files: offered,
  })
  const openDoor = async (rate: number = bytesPerSecond): Promise<Door> => {
    const own = hosts.get('h1') as Certificate
    const door = await Door.open({
      address: '127.0.0.1',
      port: 0,
      authority: authority.certificate,
      own,
      peers,
      log: silentLog,
    })
    const server = new TransferServer({
      directoriesOf: () => directoriesOf(files),
      bandwidth: new Bandwidth(rate),
      log: silentLog,
    })
    door.add({
      method: 'GET',
      prefix: '/transfers/',
      handle: ({ peer, ...asked }) => server.handle({ ...asked, peer: peer?.name ?? '' }),
    })
    return door
  }
  const agents: Agent[] = []
  const source: Source = {
    serverId,
    migrationId,
    ticket,
    files,
    door: await openDoor(),
    openDoor,
    as: (host, shown = ticket) => {
      const { certificate, key } = hosts.get(host) as Certificate
      const agent = new Agent({ keepAlive: true, ca: authority.certificate, cert: certificate, key, servername: 'h1' })
      agents.push(agent)
      return {
        /** Where the door is now: one that comes back may have another port, since its old one may be taken meanwhile. */
        get base() {
          return `https://127.0.0.1:${source.door.port}`
        },
        agent,
        serverId,
        migrationId,
        ticket: shown,
        // A machine that stands still for a while is no broken connection: bytes that come twice would be counted twice.
        stallMs: 60_000,
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const agent of agents) agent.destroy()
      await source.door.close()
    },
  }
  return source
}

/** A file of `sizeMiB` whose given stretches are filled, in MiB. */
async function sparse(path: string, sizeMiB: number, filled: readonly (readonly [number, number])[]): Promise<void> {
  await using file = await open(path, 'w')
  await file.truncate(sizeMiB * mib)
  for (const [from, to] of filled) await file.write(randomBytes((to - from) * mib), 0, (to - from) * mib, from * mib)
}

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex')

interface Received {
  readonly bytes: number
}

async function receive(
  source: TransferSource,
  name: string,
  path: string,
  more: { signal?: AbortSignal; patienceMs?: number; onBytes?: (more: number) => void } = {},
): Promise<Received> {
  let bytes = 0
  await receiveFile({
    source,
    name,
    path,
    signal: more.signal ?? new AbortController().signal,
    patienceMs: more.patienceMs ?? 60_000,
    onBytes: (count) => {
      bytes += count
      more.onBytes?.(count)
    },
    log: silentLog,
  })
  return { bytes }
}

test('a sparse file arrives byte for byte, only what is filled travels, and its holes stay holes', async () => {
  await using source = await sourceHost(['disk'])
  const from = join(source.files, 'disk')
  await sparse(from, 256, [
    [0, 1],
    [100, 103],
    [255, 256],
  ])
  const to = join(directory, 'sparse')
  const { bytes } = await receive(source.as('h2'), 'disk', to)
  assert.equal(await hashOf(to), await hashOf(from))
  assert.equal(bytes, 5 * mib)
  const taken = (await stat(to)).blocks * 512
  assert.ok(taken <= 6 * mib, `${taken} bytes are taken`)
})

test('zeros that a file does hold do not travel', async () => {
  await using source = await sourceHost(['disk'])
  const from = join(source.files, 'disk')
  await writeFile(from, Buffer.concat([Buffer.alloc(3 * mib), randomBytes(mib), Buffer.alloc(4 * mib)]))
  const { bytes } = await receive(source.as('h2'), 'disk', join(directory, 'zeros'))
  assert.equal(bytes, mib)
  assert.equal(await hashOf(join(directory, 'zeros')), await hashOf(from))
})

test('an empty file, and one of a single byte', async () => {
  await using source = await sourceHost(['empty', 'one', 'base:disk.eph0'])
  await writeFile(join(source.files, 'empty'), '')
  await writeFile(join(source.files, 'one'), 'x')
  await writeFile(join(source.files, 'base:disk.eph0'), 'a name with a colon')
  for (const name of ['empty', 'one', 'base:disk.eph0']) {
    await receive(source.as('h2'), name, join(directory, name))
    assert.equal(await hashOf(join(directory, name)), await hashOf(join(source.files, name)))
  }
})

const strangers: readonly (readonly [string, string, string | undefined])[] = [
  ['another host of the cloud with the right ticket', 'h3', undefined],
  ['the right host with another ticket', 'h2', randomBytes(32).toString('base64url')],
  ['the right host with no ticket', 'h2', ''],
]
for (const [who, host, ticket] of strangers) {
  test(`${who} reads nothing`, async () => {
    await using source = await sourceHost(['disk'])
    await writeFile(join(source.files, 'disk'), 'secret')
    const asking = receive(source.as(host, ticket), 'disk', join(directory, 'stolen'))
    await assert.rejects(asking, (error) => error instanceof TransferRefused && error.status === 403)
  })
}

test('only what was offered can be read: no other file, no path', async () => {
  await using source = await sourceHost(['disk'])
  await writeFile(join(source.files, 'disk'), 'x')
  for (const name of ['offer.json', '../disk', '..', 'disk/../offer.json']) {
    await assert.rejects(
      receive(source.as('h2'), name, join(directory, 'other')),
      (error) => error instanceof TransferRefused && error.status === 404,
    )
  }
})

test('a disk that is slow makes the source wait, and no byte is lost', async () => {
  await using source = await sourceHost(['disk'])
  const bytes = randomBytes(3 * mib + 5)
  await writeFile(join(source.files, 'disk'), bytes)
  const { facts } = await fileFacts(join(source.files, 'disk'), AbortSignal.timeout(60_000))
  const got = Buffer.alloc(bytes.length)
  let most = 0
  let waiting = 0
  const reader = new FrameReader(0, bytes.length, {
    data: async (offset, piece) => {
      piece.copy(got, offset)
      most = Math.max(most, (waiting += 1))
      await sleep(2)
      waiting -= 1
    },
    checkpoint: () => undefined,
  })
  const part = { from: 0, to: bytes.length, version: facts.version }
  await streamPart(source.as('h2'), 'disk', part, (piece) => reader.push(piece), AbortSignal.timeout(60_000))
  assert.ok(reader.isWhole)
  assert.ok(got.equals(bytes))
  assert.ok(most <= 2, `${most} pieces were waited for at once`)
})

test('a source that goes away in the middle and comes back: the rest comes, and the whole is right', async () => {
  await using source = await sourceHost(['disk'], 40 * mib)
  const from = join(source.files, 'disk')
  await sparse(from, 64, [[0, 24]])
  let came = 0
  let broken: Promise<void> | undefined
  const { bytes } = await receive(source.as('h2'), 'disk', join(directory, 'broken'), {
    onBytes: (more) => {
      came += more
      if (came < 12 * mib || broken !== undefined) return
      broken = source.door.close().then(async () => void (source.door = await source.openDoor(0)))
    },
  })
  await broken
  assert.ok(broken !== undefined, 'the connection was never broken')
  assert.equal(await hashOf(join(directory, 'broken')), await hashOf(from))
  assert.ok(bytes < 24 * mib + 9 * mib, `${bytes} bytes came: it began from the beginning`)
})

test('a receiver that ends in the middle goes on where its journal says', async () => {
  await using source = await sourceHost(['disk'], 60 * mib)
  const from = join(source.files, 'disk')
  await sparse(from, 100, [[0, 96]])
  const to = join(directory, 'cut')
  const ending = new AbortController()
  let came = 0
  const first = receive(source.as('h2'), 'disk', to, {
    signal: ending.signal,
    onBytes: (more) => {
      came += more
      if (came > 80 * mib) ending.abort(new Fault('cancelled', 'the agent is stopping'))
    },
  })
  await assert.rejects(first, /the agent is stopping/)
  const journal = await readFile(`${to}.journal`, 'utf8')
  assert.match(journal, /^had \d+ \d+$/m)
  let second = 0
  await receive(source.as('h2'), 'disk', to, { onBytes: (more) => (second += more) })
  assert.equal(await hashOf(to), await hashOf(from))
  await assert.rejects(stat(`${to}.journal`), /ENOENT/)
  assert.equal(second >= 96 * mib, true, 'what it had is counted as come')
})

test('a file that changed since is brought anew, not mixed', async () => {
  await using source = await sourceHost(['disk'])
  const from = join(source.files, 'disk')
  await sparse(from, 48, [[0, 48]])
  const { facts } = await fileFacts(from, new AbortController().signal)
  const to = join(directory, 'changed')
  await writeFile(to, Buffer.alloc(48 * mib, 1))
  await writeFile(`${to}.journal`, `version ${facts.version}\nhad 0 ${40 * mib}\n`)
  await sparse(from, 48, [[1, 48]])
  await receive(source.as('h2'), 'disk', to)
  assert.equal(await hashOf(to), await hashOf(from))
})

test('a directory that is put aside while a part is asked for gives it from there', async () => {
  let looks = 0
  await using source = await sourceHost(['disk'], 0, (files) => {
    looks += 1
    return looks <= 2 ? [`${files}_resize`, files] : [files]
  })
  await sparse(join(source.files, 'disk'), 4, [[1, 2]])
  const { facts } = await fileFacts(join(source.files, 'disk'), AbortSignal.timeout(60_000))
  // What the first look finds is a directory that lost its file since: the second finds where it is.
  const before = `${source.files}_resize`
  await mkdir(before)
  await copyFile(join(source.files, 'offer.json'), join(before, 'offer.json'))
  looks = 1
  const to = join(directory, 'from-aside')
  await receiveFile({
    ...{ source: source.as('h2'), name: 'disk', path: to, facts, patienceMs: 60_000, log: silentLog },
    ...{ signal: AbortSignal.timeout(120_000), onBytes: () => undefined },
  })
  assert.equal(await hashOf(to), await hashOf(join(source.files, 'disk')))
})

test('a source that stays away is given up after the patience, with the next step', async () => {
  const source = await sourceHost(['disk'])
  await writeFile(join(source.files, 'disk'), 'x')
  const away = source.as('h2')
  await source[Symbol.asyncDispose]()
  const began = performance.now()
  await assert.rejects(
    receive(away, 'disk', join(directory, 'never'), { patienceMs: 600 }),
    (error) => error instanceof Fault && error.kind === 'hostAway' && error.next !== undefined,
  )
  assert.ok(performance.now() - began < 60_000)
})

test('the bandwidth limit holds for all streams together', async () => {
  await using source = await sourceHost(['disk'], 20 * mib)
  await sparse(join(source.files, 'disk'), 16, [[0, 16]])
  const began = performance.now()
  await receive(source.as('h2'), 'disk', join(directory, 'slow'))
  const tookMs = performance.now() - began
  assert.ok(tookMs > 600, `16 MiB at 20 MiB/s took ${tookMs} ms`)
})

import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type ImageSpec, ServerSpec, silentLog } from '@kilonova/core'
import { ImageSettings, openServerFiles, type ServerFiles } from '@kilonova/host'
import { type BenchOptions, compare, interleave, measure, type Row, timed } from './harness.ts'

const execute = promisify(execFile)
const largeMiB = 1024
const smallMiB = 64
/** Rounds of what writes a gigabyte each time. */
const mostLargeRounds = 5
const atOnce = 8
const mib = 2 ** 20

/**
 * A server's files, against the same work by hand: qemu-img, mkfs and genisoimage on files that are there, as many at a
 * time; and an image's first use against a plain copy with a checksum, on stable storage in the end.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-bench-images-'))
  try {
    const small = await makeImage(directory, 'small', smallMiB)
    return [
      ...(await cachedRows(directory, small, options)),
      await flatRow(directory, small, options),
      ...(await firstUseRows(directory, options)),
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function cachedRows(directory: string, image: ImageSpec, options: BenchOptions): Promise<Row[]> {
  const files = await openFiles(directory, 'cached', {})
  const base = image.locations[0]?.slice('file://'.length) ?? ''
  const floor = new Floor(directory, base)
  const full = { configDrive: true, ephemeralGiB: 1, swapMiB: 64 }
  await create(files, server(image, full), options) // Fills the cache.
  const once = (of: ServerWish) => async () => create(files, server(image, of), options)
  const many = (of: ServerWish) => async () => {
    const specs = Array.from({ length: atOnce }, () => server(image, of))
    const took = await timed(() => Promise.all(specs.map((spec) => files.create(spec, options))))
    await Promise.all(specs.map((spec) => files.remove(spec.id)))
    return took
  }
  const row = async (name: string, goal: number, ours: () => Promise<number>, peer: () => Promise<number>) => {
    options.note(name)
    const figures = await interleave(options.rounds, { ours, peer }, options)
    return compare({ name, unit: 'ms', goal }, figures.ours, figures.peer)
  }
  return [
    await row('cached image: root disk', 1.1, once({}), () => floor.make(1, ['root'])),
    await row('cached image: root, ephemeral, swap, config drive', 1.1, once(full), () => floor.make(1, allPieces)),
    await row(`the same, ${atOnce} at once`, 1.15, many(full), () => floor.make(atOnce, allPieces)),
  ]
}

async function flatRow(directory: string, image: ImageSpec, options: BenchOptions): Promise<Row> {
  const name = `flat backend: ${smallMiB} MiB image, against cp and fsync`
  options.note(name)
  const files = await openFiles(directory, 'flat', { backend: 'flat' })
  await create(files, server(image), options)
  const source = image.locations[0]?.slice('file://'.length) ?? ''
  const copy = join(directory, 'flat-copy')
  const figures = await interleave(
    options.rounds,
    {
      ours: () => create(files, server(image), options),
      peer: async () => {
        const took = await timed(() => shell('cp --reflink=auto --sparse=auto "$1" "$2" && sync -d "$2"', source, copy))
        await rm(copy)
        return took
      },
    },
    options,
  )
  return compare({ name, unit: 'ms', goal: 1.1 }, figures.ours, figures.peer)
}

async function firstUseRows(directory: string, options: BenchOptions): Promise<Row[]> {
  const rounds = Math.min(options.rounds, mostLargeRounds)
  const raw = await makeImage(directory, 'large', largeMiB)
  const path = raw.locations[0]?.slice('file://'.length) ?? ''
  const packed = `${path}.qcow2`
  await execute('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', path, packed])
  const qcow2 = await describe(packed, 'qcow2')
  const copy = join(directory, 'large-copy')
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const blocked = { ours: [] as number[], peer: [] as number[] }
  const watched = async (side: 'ours' | 'peer', work: () => Promise<unknown>): Promise<number> => {
    delay.reset()
    delay.enable()
    const took = await timed(work)
    delay.disable()
    blocked[side].push(delay.max / 1e6)
    return took
  }
  const firstUse = (image: ImageSpec) => async () => {
    const home = `first-${randomUUID()}`
    const files = await openFiles(directory, home, {})
    const spec = server(image)
    const took = await watched('ours', () => files.create(spec, options))
    await rm(join(directory, home), { recursive: true })
    return took
  }
  const floor = (script: string, from: string) => async () => {
    const took = await watched('peer', () => shell(script, from, copy))
    await rm(copy)
    return took
  }
  const row = async (name: string, image: ImageSpec, script: string, from: string) => {
    options.note(name)
    const figures = await interleave(rounds, { ours: firstUse(image), peer: floor(script, from) }, options)
    return compare({ name, unit: 'ms', goal: 1.1 }, figures.ours, figures.peer)
  }
  // openssl and not sha256sum: Debian's does without the processor's own instructions for it.
  const onePass = 'tee "$2" < "$1" | openssl dgst -sha256 >/dev/null && sync -d "$2"'
  const unpack =
    'openssl dgst -sha256 "$1" >/dev/null & qemu-img convert -f qcow2 -O raw "$1" "$2" && wait && sync -d "$2"'
  return [
    await row(`first use of a ${largeMiB} MiB raw image, against copy and checksum in one pass`, raw, onePass, path),
    await row(
      `first use of a ${largeMiB} MiB qcow2 image, against qemu-img convert beside openssl`,
      qcow2,
      unpack,
      packed,
    ),
    measure({ name: 'longest stand-still of the event loop in a first use', unit: 'ms', goal: 20 }, blocked.ours),
    // How much of that is the machine's: a process that only waits for the floor's programs.
    measure({ name: 'the same of a process that only waits for the floor', unit: 'ms', goal: null }, blocked.peer),
  ]
}

type Piece = 'root' | 'ephemeral' | 'swap' | 'drive'
const allPieces: readonly Piece[] = ['root', 'ephemeral', 'swap', 'drive']

/** The same files by hand: every command at once, formatted bases and the drive's tree there already. */
class Floor {
  readonly #directory: string
  readonly #base: string
  constructor(directory: string, base: string) {
    this.#directory = directory
    this.#base = base
  }

  async make(servers: number, pieces: readonly Piece[]): Promise<number> {
    const home = join(this.#directory, `floor-${randomUUID()}`)
    const tree = join(this.#directory, 'floor-tree')
    await mkdir(join(tree, 'openstack', 'latest'), { recursive: true })
    await writeFile(join(tree, 'openstack', 'latest', 'meta_data.json'), '{}')
    const work = async (): Promise<void> => {
      await mkdir(home)
      const all = Array.from({ length: servers }, (_, index) =>
        pieces.map((piece) => this.#one(home, tree, index, piece)),
      )
      await Promise.all(all.flat())
    }
    const took = await timed(work)
    await rm(home, { recursive: true })
    return took
  }

  #one(home: string, tree: string, index: number, piece: Piece): Promise<unknown> {
    const path = join(home, `${piece}-${index}`)
    if (piece === 'drive') return execute('genisoimage', ['-quiet', '-J', '-r', '-V', 'config-2', '-o', path, tree])
    const backing = `backing_file=${this.#base},backing_fmt=raw`
    return execute('qemu-img', ['create', '-q', '-f', 'qcow2', '-o', backing, path, '1G'])
  }
}

const openFiles = (directory: string, name: string, settings: Record<string, unknown>): Promise<ServerFiles> =>
  openServerFiles({
    instancesDirectory: join(directory, name),
    settings: ImageSettings.parse(settings),
    log: silentLog,
  })

/** Makes a server's files and takes them away; only the making is timed. */
async function create(files: ServerFiles, spec: ServerSpec, { signal }: BenchOptions): Promise<number> {
  const took = await timed(() => files.create(spec, { signal }))
  await files.remove(spec.id)
  return took
}

interface ServerWish {
  readonly configDrive?: boolean
  readonly ephemeralGiB?: number
  readonly swapMiB?: number
}

function server(image: ImageSpec, { configDrive = false, ephemeralGiB = 0, swapMiB = 0 }: ServerWish = {}): ServerSpec {
  const flavor = { id: '1', name: 'bench', vcpus: 1, memoryMiB: 128, rootGiB: 1, ephemeralGiB, swapMiB, extraSpecs: {} }
  return ServerSpec.parse({
    id: randomUUID(),
    domainName: 'instance-00000001',
    name: 'bench',
    hostname: 'bench',
    userId: 'bench',
    projectId: 'bench',
    userName: 'bench',
    projectName: 'bench',
    createdAt: new Date().toISOString(),
    flavor,
    image,
    nics: [],
    configDrive,
    metadata: {},
    publicKeys: {},
    availabilityZone: 'nova',
  })
}

/** A raw image without holes: nothing about it is easier than it looks. */
async function makeImage(directory: string, name: string, sizeMiB: number): Promise<ImageSpec> {
  const path = join(directory, name)
  await shell('head -c "$1" /dev/urandom > "$2"', String(sizeMiB * mib), path)
  return describe(path, 'raw')
}

async function describe(path: string, diskFormat: ImageSpec['diskFormat']): Promise<ImageSpec> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece)
  return {
    id: randomUUID() as string as ImageSpec['id'],
    name: 'bench',
    diskFormat,
    containerFormat: 'bare',
    sizeBytes: (await stat(path)).size,
    sha256: hash.digest('hex'),
    minDiskGiB: 0,
    minRamMiB: 0,
    properties: {},
    locations: [pathToFileURL(path).href],
  }
}

/** A fixed script of ours; paths come as arguments and are never read by the shell. */
const shell = (script: string, ...args: string[]): Promise<unknown> => execute('/bin/sh', ['-c', script, 'sh', ...args])

import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from './lab-error.ts'
import { repositoryRoot } from './layout.ts'
import { machineLock } from './machine-lock.ts'
import { mustRun } from './run.ts'

// The test guest: Debian's cloud kernel and busybox, made on this machine by lab/guest/build.sh and kept under a name
// that is the hash of the recipe and of the packages' versions, so a change of either makes a new one.
// <cache>/packages/<key of the versions>/*.deb · <cache>/<key>/{vmlinuz,initrd,…} · <cache>/current.json

/** Paths of the test guest; all read-only to its users, who put overlays on the disks or upload them. */
export interface TestGuest {
  /** Kernel and initramfs for a direct boot with `rootDisk`. */
  readonly kernel: string
  readonly initrd: string
  /** One ext4 without partitions, qcow2, 64 MiB. */
  readonly rootDisk: string
  /** The same guest as one qcow2 disk that boots by itself, 131 MiB. */
  readonly bootable: string
  /** Whether `bootable` starts by UEFI too (systemd-boot-efi and binutils were there when it was made). */
  readonly uefi: boolean
  /** Kernel arguments besides root= and console=, which make it start a second faster under emulation. */
  readonly kernelArguments: string
  readonly dir: string
}

export interface TestGuestOptions {
  /** Where guests are kept; default $KILONOVA_GUEST_CACHE, else `.cache/guest` in the repository. */
  cacheDir?: string
  signal?: AbortSignal
  /** Gets a line for each thing that takes over a second. */
  onProgress?: (line: string) => void
}

interface Current {
  key: string
  recipe: string
  listsChangedMs: number
}

const recipeDir = join(import.meta.dirname, '../guest')
const guestPackages = ['qemu-guest-agent', 'dropbear-bin', 'libtomcrypt1', 'libtommath1']
const kernelMeta = process.arch === 'arm64' ? 'linux-image-cloud-arm64' : 'linux-image-cloud-amd64'

/**
 * The test guest, made when it is not there: 4 s, and the download of a 27 MB kernel package the first time.
 * Any number of processes may ask at once. An abort leaves nothing half made in the cache.
 * @throws {LabError} when a package or a program for making it is missing.
 */
export async function testGuest(options: TestGuestOptions = {}): Promise<TestGuest> {
  const cache = options.cacheDir ?? process.env['KILONOVA_GUEST_CACHE'] ?? join(repositoryRoot, '.cache/guest')
  const recipe = recipeHash()
  const listsChangedMs = aptListsChangedMs()
  const ready = (current: Current | undefined) =>
    current?.recipe === recipe && current.listsChangedMs === listsChangedMs && existsSync(join(cache, current.key))
  const before = readCurrent(cache)
  if (before !== undefined && ready(before)) return guestAt(join(cache, before.key))
  await mkdir(cache, { recursive: true })
  using _lock = await machineLock(`guest:${createHash('sha256').update(cache).digest('hex').slice(0, 16)}`, 300_000)
  const meanwhile = readCurrent(cache)
  if (meanwhile !== undefined && ready(meanwhile)) return guestAt(join(cache, meanwhile.key))
  const packages = await fetchPackages(cache, options)
  const key = createHash('sha256').update(recipe).update(packages.key).digest('hex').slice(0, 16)
  if (!existsSync(join(cache, key))) await build(cache, key, packages.dir, options)
  const current: Current = { key, recipe, listsChangedMs }
  await writeFile(join(cache, '.current.json'), JSON.stringify(current))
  await rename(join(cache, '.current.json'), join(cache, 'current.json'))
  await removeOld(cache, [key, packages.key])
  return guestAt(join(cache, key))
}

function guestAt(dir: string): TestGuest {
  return {
    kernel: join(dir, 'vmlinuz'),
    initrd: join(dir, 'initrd'),
    rootDisk: join(dir, 'root.qcow2'),
    bootable: join(dir, 'bootable.qcow2'),
    uefi: existsSync(join(dir, 'uefi')),
    kernelArguments: readFileSync(join(recipeDir, 'arguments'), 'utf8').trim(),
    dir,
  }
}

async function build(cache: string, key: string, debs: string, options: TestGuestOptions): Promise<void> {
  options.onProgress?.('making the test guest (about 5 s)')
  const part = join(cache, `.making-${randomBytes(6).toString('hex')}`)
  await mkdir(part)
  try {
    await mustRun(['sh', join(recipeDir, 'build.sh'), debs, part], {
      timeoutMs: 300_000,
      env: { ...process.env, LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    await rename(part, join(cache, key))
  } catch (cause) {
    await rm(part, { recursive: true, force: true })
    options.signal?.throwIfAborted()
    throw new LabError('the test guest cannot be made; next: dev/setup --test installs what it needs', { cause })
  }
}

/** Downloads what the recipe takes from Debian, without installing it. Without a network, what was fetched last does. */
async function fetchPackages(cache: string, options: TestGuestOptions): Promise<{ key: string; dir: string }> {
  const signal = options.signal === undefined ? {} : { signal: options.signal }
  try {
    const names = [await kernelPackage(), ...guestPackages]
    const listed = await mustRun(['apt-get', 'download', '--print-uris', '-qq', ...names], signal)
    // 'http://…' file_1.2.deb 1234 SHA256:…
    const versions = listed.stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(1).join(' '))
    const key = `debs-${createHash('sha256').update(versions.sort().join('\n')).digest('hex').slice(0, 16)}`
    const dir = join(cache, key)
    if (existsSync(dir)) return { key, dir }
    options.onProgress?.('downloading the test guest’s kernel (27 MB)')
    const part = join(cache, `.fetching-${randomBytes(6).toString('hex')}`)
    await mkdir(part)
    try {
      await mustRun(['apt-get', 'download', '-qq', ...names], { cwd: part, timeoutMs: 300_000, ...signal })
      await rename(part, dir)
    } finally {
      await rm(part, { recursive: true, force: true })
    }
    return { key, dir }
  } catch (cause) {
    options.signal?.throwIfAborted()
    const kept = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('debs-')) : []
    const newest = kept.sort((a, b) => statSync(join(cache, b)).mtimeMs - statSync(join(cache, a)).mtimeMs)[0]
    if (newest !== undefined) return { key: newest, dir: join(cache, newest) }
    throw new LabError(
      'the test guest’s packages cannot be downloaded; next: apt-get update, and look at the network',
      {
        cause,
      },
    )
  }
}

async function kernelPackage(): Promise<string> {
  const { stdout } = await mustRun(['apt-cache', 'depends', kernelMeta])
  const name = /Depends: (linux-image-\S+)/.exec(stdout)?.[1]
  if (name === undefined) throw new LabError(`apt knows no ${kernelMeta}; next: apt-get update`)
  return name
}

/** Removes guests and packages that nothing was made from for a day: another checkout may still be using younger ones. */
async function removeOld(cache: string, keep: readonly string[]): Promise<void> {
  const dayMs = 86_400_000
  for (const name of await readdir(cache)) {
    if (keep.includes(name) || name.endsWith('.json')) continue
    const { mtimeMs } = await stat(join(cache, name))
    if (Date.now() - mtimeMs > dayMs) await rm(join(cache, name), { recursive: true, force: true })
  }
}

function recipeHash(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(recipeDir, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(recipeDir, name)
    if (statSync(path).isFile()) hash.update(`${name}\0`).update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

/** Asking apt which kernel is current costs a second, and its answer changes only with its lists. */
function aptListsChangedMs(): number {
  try {
    return statSync('/var/lib/apt/lists').mtimeMs
  } catch {
    return 0
  }
}

function readCurrent(cache: string): Current | undefined {
  try {
    return JSON.parse(readFileSync(join(cache, 'current.json'), 'utf8')) as Current
  } catch {
    return undefined
  }
}

import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '@kilonova/core'
import { isMissing } from '../files.ts'
import type { ImageSettings } from '../settings.ts'
import { baseName } from './base-name.ts'
import { waitForLock } from './file-lock.ts'
import { checkBase, readSidecar, type Sidecar, sidecarPath, writeSidecar } from './sidecar.ts'
import { hashBase } from './suspect-base.ts'
import { usedBases } from './used-bases.ts'

export interface CacheEntry {
  /** The file's name in `_base`. */
  readonly name: string
  readonly kind: 'image' | 'resized' | 'ephemeral' | 'swap' | 'partial'
  readonly imageId?: string
  /** Space that it takes on the disk. */
  readonly allocatedBytes: number
  readonly lastUsed: Date
  /** When it was last read whole and found to be what it was. */
  readonly checkedAt?: Date
  /** Directories of the servers whose disks lie on it. */
  readonly usedBy: readonly string[]
}

export interface CacheVerdict extends CacheEntry {
  readonly verdict: 'kept' | 'removed'
  readonly reason: string
}

export interface PruneOptions {
  readonly signal: AbortSignal
  /** Only say what would be done. */
  readonly dryRun?: boolean
  /** Images that some server record names, wherever that server is; the control side knows them. */
  readonly neededImages?: ReadonlySet<string>
}

export interface ScrubResult {
  readonly name: string
  readonly found: 'good' | 'recorded' | 'damaged' | 'damaged in use'
}

export interface ScrubOptions {
  readonly signal: AbortSignal
  /** Only what was not checked since; everything when left out. */
  readonly dueBefore?: Date
}

export interface CacheKeeperOptions {
  readonly directory: string
  readonly instancesDirectory: string
  readonly locksDirectory: string
  readonly settings: ImageSettings
  readonly log: Log
}

/** Younger than this is never removed: a create that has just found it may be about to lay a disk on it. */
const graceMs = 300_000
/** Resized copies are cheap to make again. Source: Nova's remove_unused_resized_minimum_age_seconds. */
const unusedResizedMs = 3_600_000
/** An unfinished download that nobody went on with. */
const unfinishedMs = 86_400_000

/** What is on its way into the cache. */
const partialSuffix = /\.(part|converted|adopted|adopted\.journal)$/

/** Looks after the cached bases: lists them, removes those that nothing uses, and reads them through for damage. */
export class CacheKeeper {
  readonly #options: CacheKeeperOptions
  readonly #reserved = new Map<string, number>()
  constructor(options: CacheKeeperOptions) {
    this.#options = options
  }

  /** Keeps images in the cache until disposed, whether anything lies on them or not. */
  reserve(imageIds: readonly string[]): Disposable {
    const names = imageIds.map(baseName)
    for (const name of names) this.#reserved.set(name, (this.#reserved.get(name) ?? 0) + 1)
    return {
      [Symbol.dispose]: () => {
        for (const name of names) {
          const left = (this.#reserved.get(name) ?? 1) - 1
          if (left === 0) this.#reserved.delete(name)
          else this.#reserved.set(name, left)
        }
      },
    }
  }

  /** What is in the cache, longest unused first. */
  async list(): Promise<CacheEntry[]> {
    const { directory, instancesDirectory } = this.#options
    const users = await usedBases(instancesDirectory, directory)
    const names = await readdir(directory).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const entries = await Promise.all(names.map((name) => this.#describe(name, users.get(name) ?? [])))
    return entries
      .filter((entry) => entry !== undefined)
      .sort((one, other) => one.lastUsed.getTime() - other.lastUsed.getTime())
  }

  /** Removes what may go. Every file is told, kept or removed, with the reason. */
  async prune({ signal, dryRun = false, neededImages = new Set() }: PruneOptions): Promise<CacheVerdict[]> {
    const verdicts: CacheVerdict[] = []
    const budget = this.#options.settings.cacheBudgetGiB * 2 ** 30
    const entries = await this.list()
    const needed = new Set([...neededImages].map(baseName))
    const held = entries.filter((entry) => entry.usedBy.length === 0 && !this.#reserved.has(entry.name))
    let heldBytes = held.reduce((sum, entry) => sum + entry.allocatedBytes, 0)
    for (const entry of entries) {
      signal.throwIfAborted()
      const why = this.#mayGo(entry, needed, budget > 0 && heldBytes > budget)
      const gone = why.remove && (dryRun || (await this.#remove(entry, signal)))
      const reason = why.remove && !gone ? 'it was used a moment ago' : why.reason
      if (gone) heldBytes -= entry.allocatedBytes
      verdicts.push({ ...entry, verdict: gone ? 'removed' : 'kept', reason })
      if (!dryRun) {
        this.#options.log.info(gone ? 'cached file removed' : 'cached file kept', { name: entry.name, reason })
      }
    }
    return verdicts
  }

  /**
   * Reads cached images whole, longest unchecked first, and compares them with what they were; the first time that is
   * recorded. A damaged one that nothing uses is removed. One in use loses its record: the next server to be made from it
   * fetches it anew under the same name, guests that run keep what they have open, and a person is told.
   */
  async scrub({ signal, dueBefore }: ScrubOptions): Promise<ScrubResult[]> {
    const due = (await this.list())
      .filter((entry) => entry.kind === 'image' && (dueBefore === undefined || (entry.checkedAt ?? 0) < dueBefore))
      .sort((one, other) => (one.checkedAt?.getTime() ?? 0) - (other.checkedAt?.getTime() ?? 0))
    const results: ScrubResult[] = []
    for (const entry of due) {
      const path = join(this.#options.directory, entry.name)
      const sidecar = await readSidecar(path)
      if (sidecar === undefined) continue
      const found = await this.#scrubOne(entry, path, sidecar, signal)
      if (found !== undefined) results.push({ name: entry.name, found })
    }
    return results
  }

  /** @returns undefined for a base that was replaced or removed meanwhile. */
  async #scrubOne(
    entry: CacheEntry,
    path: string,
    before: Sidecar,
    signal: AbortSignal,
  ): Promise<ScrubResult['found'] | undefined> {
    const pace = this.#options.settings.scrubMiBPerSec * 2 ** 20
    const sha256 = await hashBase(path, before.sizeBytes, signal, pace).catch((error: unknown) => {
      if (isMissing(error)) return undefined
      throw error
    })
    if (sha256 === undefined) return undefined
    await using _lock = await this.#lock(entry.name, signal)
    const sidecar = await readSidecar(path)
    if (sidecar === undefined || sidecar.stampMicros !== before.stampMicros) return undefined
    const known = sidecar.contentSha256 ?? ((await checkBase(path, sidecar)) === 'good' ? sha256 : undefined)
    if (known === sha256) {
      await writeSidecar(path, { ...sidecar, contentSha256: sha256, checkedAt: new Date().toISOString() })
      return sidecar.contentSha256 === undefined ? 'recorded' : 'good'
    }
    const inUse = entry.usedBy.length > 0 || this.#reserved.has(entry.name)
    this.#options.log.error('cached image is damaged', {
      name: entry.name,
      imageId: sidecar.imageId,
      usedBy: entry.usedBy,
    })
    await rm(sidecarPath(path), { force: true })
    if (inUse) return 'damaged in use'
    await rm(path, { force: true })
    return 'damaged'
  }

  async #describe(name: string, usedBy: readonly string[]): Promise<CacheEntry | undefined> {
    const kind = kindOf(name)
    if (kind === undefined) return undefined
    const path = join(this.#options.directory, name)
    try {
      const stats = await stat(path)
      const sidecar = kind === 'image' ? await readSidecar(path) : undefined
      return {
        name,
        kind,
        ...(sidecar === undefined ? {} : { imageId: sidecar.imageId }),
        allocatedBytes: stats.blocks * 512,
        lastUsed: stats.mtime,
        ...(sidecar?.checkedAt === undefined ? {} : { checkedAt: new Date(sidecar.checkedAt) }),
        usedBy,
      }
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  #mayGo(entry: CacheEntry, needed: ReadonlySet<string>, overBudget: boolean): { remove: boolean; reason: string } {
    const keep = (reason: string) => ({ remove: false, reason })
    const ageMs = Date.now() - entry.lastUsed.getTime()
    const age = `unused for ${Math.round(ageMs / 1000)} s`
    if (entry.usedBy.length > 0) return keep(`disks or snapshots of ${entry.usedBy.length} servers lie on it`)
    if (this.#reserved.has(entry.name)) return keep('a server is being made from it')
    if (needed.has(entry.name.slice(0, 40))) return keep('a server record names its image')
    if (ageMs < graceMs) return keep(`used ${Math.round(ageMs / 1000)} s ago`)
    if (entry.kind === 'partial') {
      return ageMs > unfinishedMs ? { remove: true, reason: `unfinished and ${age}` } : keep('may be resumed')
    }
    if (overBudget) return { remove: true, reason: `over the budget, and ${age}` }
    const { unusedImageSec } = this.#options.settings
    if (unusedImageSec === 0) return keep('images are kept for ever by setting')
    const limitMs = entry.kind === 'resized' ? Math.min(unusedResizedMs, unusedImageSec * 1000) : unusedImageSec * 1000
    return ageMs > limitMs ? { remove: true, reason: age } : keep(`${age}, less than ${limitMs / 1000} s`)
  }

  /**
   * Takes the name away first and looks at the time of last use after that: whoever used it in between is seen, and it
   * gets its name back.
   */
  async #remove(entry: CacheEntry, signal: AbortSignal): Promise<boolean> {
    const path = join(this.#options.directory, entry.name)
    const going = join(this.#options.directory, `.${entry.name}.part`)
    await using _lock = await this.#lock(entry.name.replace(partialSuffix, ''), signal)
    if (entry.name.startsWith('.')) {
      await rm(path, { force: true })
      return true
    }
    await rename(path, going)
    const stillUnused =
      (await stat(going)).mtime.getTime() === entry.lastUsed.getTime() && !this.#reserved.has(entry.name)
    if (!stillUnused) {
      await rename(going, path)
      return false
    }
    await rm(going, { force: true })
    await rm(sidecarPath(path), { force: true })
    return true
  }

  #lock(name: string, signal: AbortSignal): Promise<AsyncDisposable> {
    return waitForLock(join(this.#options.locksDirectory, `nova-${name}`), { signal })
  }
}

function kindOf(name: string): CacheEntry['kind'] | undefined {
  if (partialSuffix.test(name)) return 'partial'
  if (/^[0-9a-f]{40}$/.test(name)) return 'image'
  if (/^[0-9a-f]{40}_(\d+|sm)$/.test(name)) return 'resized'
  if (name.startsWith('ephemeral_')) return 'ephemeral'
  if (name.startsWith('swap_')) return 'swap'
  return undefined
}

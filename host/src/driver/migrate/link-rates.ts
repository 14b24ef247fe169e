import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { MigrationSettings } from './settings.ts'

const Kept = z.record(z.string(), z.number().positive())
const fileName = 'link-rates.json'
const most = 1000
const assumedOverheadMs = 1000

/** How fast this host sent to each other one the last times, and what a move took beside: a forecast is made from it. */
export class LinkRates {
  readonly #path: string
  readonly #rates: Map<string, number>

  private constructor(path: string, rates: Map<string, number>) {
    this.#path = path
    this.#rates = rates
  }

  static async open(stateDirectory: string): Promise<LinkRates> {
    const path = join(stateDirectory, fileName)
    const kept = await readFile(path, 'utf8').then(
      (text) => Kept.safeParse(safeJson(text)),
      () => undefined,
    )
    return new LinkRates(path, new Map(Object.entries(kept?.success === true ? kept.data : {})))
  }

  /** Bytes a second. */
  of(uri: string, settings: MigrationSettings): number {
    const seen = this.#rates.get(keyOf(uri, settings)) ?? settings.assumedMiBps * 2 ** 20
    const cap = settings.bandwidthMiBps * 2 ** 20
    return cap > 0 ? Math.min(cap, seen) : seen
  }

  /** The newest counts for half. */
  async note(uri: string, settings: MigrationSettings, bytesPerSec: number): Promise<void> {
    if (settings.bandwidthMiBps > 0) return
    await this.#keep(keyOf(uri, settings), bytesPerSec)
  }

  /** Milliseconds of a job in which nothing is sent: connections, certificates, the new QEMU. */
  overheadMs(uri: string, settings: MigrationSettings): number {
    return this.#rates.get(`${keyOf(uri, settings)} overhead`) ?? assumedOverheadMs
  }

  async noteOverhead(uri: string, settings: MigrationSettings, milliseconds: number): Promise<void> {
    await this.#keep(`${keyOf(uri, settings)} overhead`, Math.max(1, milliseconds))
  }

  async #keep(key: string, figure: number): Promise<void> {
    if (!Number.isFinite(figure) || figure <= 0) return
    const before = this.#rates.get(key) ?? figure
    this.#rates.delete(key)
    this.#rates.set(key, (before + figure) / 2)
    for (const oldest of this.#rates.keys()) {
      if (this.#rates.size <= most) break
      this.#rates.delete(oldest)
    }
    await writeFile(`${this.#path}.new`, JSON.stringify(Object.fromEntries(this.#rates)), { mode: 0o600 })
    await rename(`${this.#path}.new`, this.#path)
  }
}

const keyOf = (uri: string, { tls, tunnelled }: MigrationSettings): string =>
  `${uri} ${tunnelled ? 'tunnelled' : tls ? 'tls' : 'plain'}`

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

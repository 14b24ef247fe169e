import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { MigrationSettings } from './settings.ts'

const Kept = z.record(z.string(), z.number().positive())
const fileName = 'link-rates.json'
const most = 500

/** How fast this host sent to each other one the last times: what a forecast is made from. */
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
    if (settings.bandwidthMiBps > 0 || !Number.isFinite(bytesPerSec) || bytesPerSec <= 0) return
    const key = keyOf(uri, settings)
    const before = this.#rates.get(key) ?? bytesPerSec
    this.#rates.delete(key)
    this.#rates.set(key, (before + bytesPerSec) / 2)
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

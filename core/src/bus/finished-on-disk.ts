import { type FileHandle, mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { FinishedRequests } from './served-requests.ts'

const keepMs = 24 * 3_600_000
const keepAnswers = 10_000
/** Longer answers are those of questions, which have no effect to repeat. */
const longestBody = 64 * 1024

const Line = z.object({ key: z.string(), body: z.string(), at: z.number() })
type Line = z.infer<typeof Line>

/**
 * Finished request ids with their answers, in a file that survives a crash: an answer is on disk before it is given, so
 * that a request repeated after the crash is answered and not done twice. Kept for a day, the newest ten thousand.
 */
export class FinishedOnDisk implements FinishedRequests, AsyncDisposable {
  readonly #path: string
  readonly #answers = new Map<string, Line>()
  #file: FileHandle
  #lines = 0
  /** Writes are one after the other; those that wait are synced together. */
  #writing: Promise<void> | undefined
  #waiting: string[] = []

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /** Reads what is there; a last line that a crash cut short is left out. */
  static async open(path: string): Promise<FinishedOnDisk> {
    await mkdir(dirname(path), { recursive: true })
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return ''
      throw error
    })
    const finished = new FinishedOnDisk(path, await open(path, 'a', 0o600))
    for (const line of text.split('\n')) {
      const read = Line.safeParse(parseLine(line))
      if (read.success && Date.now() - read.data.at < keepMs) finished.#answers.set(read.data.key, read.data)
    }
    await finished.#rewrite()
    return finished
  }

  get(key: string): string | undefined {
    return this.#answers.get(key)?.body
  }

  /** Resolves once the answer is on disk. */
  async put(key: string, body: string): Promise<void> {
    if (body.length > longestBody) return
    const line: Line = { key, body, at: Date.now() }
    this.#answers.set(key, line)
    this.#waiting.push(`${JSON.stringify(line)}\n`)
    // The write under way may have left already: ours is surely in the one after it.
    await this.#writing
    if (this.#waiting.length > 0) this.#writing ??= this.#writeWaiting()
    await this.#writing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing
    await this.#file.close()
  }

  async #writeWaiting(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const lines = this.#waiting.splice(0)
        await this.#file.appendFile(lines.join(''))
        await this.#file.datasync()
        this.#lines += lines.length
        if (this.#lines > 2 * keepAnswers) await this.#rewrite()
      }
    } finally {
      this.#writing = undefined
    }
  }

  /** Replaces the file by one of what is still kept, at once and as a whole. */
  async #rewrite(): Promise<void> {
    const kept = [...this.#answers.values()].filter(({ at }) => Date.now() - at < keepMs).slice(-keepAnswers)
    this.#answers.clear()
    for (const line of kept) this.#answers.set(line.key, line)
    const fresh = await open(`${this.#path}.new`, 'w', 0o600)
    await fresh.appendFile(kept.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await fresh.datasync()
    await rename(`${this.#path}.new`, this.#path)
    await this.#file.close()
    this.#file = fresh
    this.#lines = kept.length
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

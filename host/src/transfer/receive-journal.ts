import { type FileHandle, open, readFile, rm } from 'node:fs/promises'
import { isMissing } from '../images/files.ts'
import { type Interval, joined } from './intervals.ts'

const firstLine = /^version (\S+)$/
const line = /^had (\d+) (\d+)$/

/**
 * Which parts of a file have come and are on stable storage: `<file>.journal`, a line each, written after the bytes that
 * it speaks of. A line that a crash cut short, and what is behind it, counts nothing.
 */
export class ReceiveJournal implements AsyncDisposable {
  readonly had: readonly Interval[]
  readonly #file: FileHandle

  private constructor(file: FileHandle, had: readonly Interval[]) {
    this.#file = file
    this.had = had
  }

  /** Goes on with what is there when it is of the same version of the file; begins anew otherwise. */
  static async open(path: string, version: string): Promise<ReceiveJournal> {
    const before = await readBefore(path, version)
    const file = await open(path, before === undefined ? 'w' : 'a', 0o600)
    if (before === undefined) await file.write(`version ${version}\n`)
    return new ReceiveJournal(file, before ?? [])
  }

  /** For a caller that has put those bytes on stable storage. */
  async note({ from, to }: Interval): Promise<void> {
    await this.#file.write(`had ${from} ${to}\n`)
    await this.#file.datasync()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file.close()
  }
}

export const journalPath = (path: string): string => `${path}.journal`

export const removeJournal = (path: string): Promise<void> => rm(journalPath(path), { force: true })

async function readBefore(path: string, version: string): Promise<Interval[] | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return ''
    throw error
  })
  const lines = text.split('\n')
  // What is behind the last line feed was cut short.
  lines.pop()
  if (firstLine.exec(lines[0] ?? '')?.[1] !== version) return undefined
  const had: Interval[] = []
  for (const one of lines.slice(1)) {
    const [, from, to] = line.exec(one) ?? []
    if (from === undefined) break
    had.push({ from: Number(from), to: Number(to) })
  }
  return joined(had)
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'

/** An object by what names it: `{ kind: 'domain', ref: { uuid } }`; the connection has no name. */
export interface Reference {
  readonly kind: string
  readonly ref?: unknown
}

export interface Question {
  readonly on: Reference
  /** A method of python3-libvirt; `itself` for the object's own names. */
  readonly call: string
  readonly args: readonly unknown[]
}

export type Answer = { readonly value: unknown } | { readonly error: number; readonly message: string }

/** python3-libvirt on the same daemon, in a process of its own. */
export class Peer implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #reader: Interface
  readonly #lines: AsyncIterator<string, undefined>

  constructor(uri: string) {
    this.#child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'peer.py'), uri])
    this.#child.stderr.pipe(process.stderr)
    this.#reader = createInterface({ input: this.#child.stdout })
    this.#lines = this.#reader[Symbol.asyncIterator]()
  }

  async ask(question: Question): Promise<Answer> {
    const text = JSON.stringify(question, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value))
    this.#child.stdin.write(`${text}\n`)
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('python3-libvirt ended; is the package python3-libvirt there?')
    return JSON.parse(value) as Answer
  }

  [Symbol.dispose](): void {
    this.#reader.close()
    this.#child.kill()
  }
}

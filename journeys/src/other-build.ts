import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { repositoryRoot } from '@kilonova/lab'

export interface BuildChanges {
  readonly version: string
  /** What it speaks between controllers and hosts; ours when left out. */
  readonly protocol?: number
}

/** Not of the program: what git and earlier runs keep. */
const leftOut = new Set(['.git', '.cache'])

/**
 * A second build of the product beside ours, of another version: hard links to our files, and files of its own where it
 * differs. Make it before the lab, whose hosts see the machine as it was when they were started.
 */
export class OtherBuild implements AsyncDisposable {
  readonly #directory: string
  private constructor(directory: string) {
    this.#directory = directory
  }

  static async make({ version, protocol }: BuildChanges): Promise<OtherBuild> {
    const parent = join(repositoryRoot, '.cache') // on the same file system, which hard links need
    await mkdir(parent, { recursive: true })
    const build = new OtherBuild(await mkdtemp(join(parent, 'other-build-')))
    const entries = (await readdir(repositoryRoot)).filter((name) => !leftOut.has(name))
    await promisify(execFile)('cp', ['-al', ...entries.map((name) => join(repositoryRoot, name)), build.#directory])
    await build.#change('core/package.json', /"version": "[^"]*"/, `"version": "${version}"`)
    if (protocol !== undefined)
      await build.#change('core/src/door/join-protocol.ts', /(protocolVersion = )\d+/, `$1${protocol}`)
    return build
  }

  /** Its `kilonova`. */
  get program(): string {
    return join(this.#directory, 'cli/bin/kilonova')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }

  /** Removed first: written in place, the file would change in our own build too. */
  async #change(file: string, what: RegExp, to: string): Promise<void> {
    const path = join(this.#directory, file)
    const text = await readFile(path, 'utf8')
    assert.match(text, what, file)
    await rm(path)
    await writeFile(path, text.replace(what, to))
  }
}

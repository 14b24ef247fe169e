import { open } from 'node:fs/promises'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { RbdSettings } from '../settings.ts'

interface Options {
  readonly signal: AbortSignal
}

/** Exit codes of `rbd`. */
const notThere = 2
const thereAlready = 17

/** Snapshots of disks in Ceph: `pool/image@snapshot`. Made in no time, whatever the guest does meanwhile. */
export class CephSnapshots {
  readonly #login: readonly string[]
  constructor({ configPath, user }: RbdSettings) {
    this.#login = ['--conf', configPath, '--id', user]
  }

  /** One that is there already is success. */
  async make(name: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'create', '--no-progress', name], signal, thereAlready)
  }

  /** Nothing there is success. */
  async remove(name: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'rm', '--no-progress', name], signal, notThere)
  }

  /** Writes it into a file that is there, from front to back; runs of zeros become holes at the end. */
  async exportTo(name: string, path: string, { signal }: Options): Promise<void> {
    {
      await using file = await open(path, 'r+')
      await file.truncate(0)
      await runProgram('rbd', [...this.#login, 'export', '--no-progress', name, '-'], {
        signal,
        timeoutMs: Infinity,
        outputTo: file.fd,
        writesTo: path,
      })
    }
    await runProgram('fallocate', ['--dig-holes', path], { signal, timeoutMs: Infinity, writesTo: path })
  }

  async #run(args: readonly string[], signal: AbortSignal, fine: number): Promise<void> {
    try {
      await runProgram('rbd', [...this.#login, ...args], { signal, timeoutMs: 120_000 })
    } catch (error) {
      if (!(error instanceof ProgramError && error.exitCode === fine)) throw error
    }
  }
}

import { ProgramError, runProgram } from '../../programs/run-program.ts'
import type { RbdSettings } from '../settings.ts'

interface Options {
  readonly signal: AbortSignal
}

export interface Conversion {
  readonly format: 'raw' | 'qcow2'
  readonly compress: boolean
  /** 0: as fast as it goes. */
  readonly mibPerSec: number
}

/** In QEMU's names of Ceph images a colon ends an option. */
const escaped = (text: string): string => text.replaceAll(/[\\:=@/]/g, String.raw`\$&`)

/** Exit codes of `rbd`. */
const notThere = 2
const thereAlready = 17

/** Snapshots of disks in Ceph: `pool/image@snapshot`. Made in no time, whatever the guest does meanwhile. */
export class CephSnapshots {
  readonly #settings: RbdSettings
  constructor(settings: RbdSettings) {
    this.#settings = settings
  }

  /** One that is there already is success. */
  async make(name: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'create', '--no-progress', name], signal, thereAlready)
  }

  /** Nothing there is success. */
  async remove(name: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'rm', '--no-progress', name], signal, notThere)
  }

  /**
   * Writes it into a file that is there already, holes kept. By QEMU's own reader: `rbd export` to a file wants to make
   * that file itself, and to its standard output it writes every hole as zeros.
   */
  async convertTo(name: string, path: string, { format, compress, mibPerSec }: Conversion, { signal }: Options) {
    const { configPath, user } = this.#settings
    const source = `rbd:${name}:id=${escaped(user)}:conf=${escaped(configPath)}`
    const pace = mibPerSec === 0 ? [] : ['-r', `${mibPerSec}M`]
    const args = ['convert', ...pace, ...(compress ? ['-c'] : []), '-f', 'raw', '-O', format, source, path]
    await runProgram('qemu-img', args, { signal, timeoutMs: Infinity, writesTo: path })
  }

  async #run(args: readonly string[], signal: AbortSignal, fine: number): Promise<void> {
    try {
      const { configPath, user } = this.#settings
      await runProgram('rbd', ['--conf', configPath, '--id', user, ...args], { signal, timeoutMs: 120_000 })
    } catch (error) {
      if (!(error instanceof ProgramError && error.exitCode === fine)) throw error
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { chain, Fault, type ServerId } from '@kilonova/core'
import { z } from 'zod'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import { rbdSource } from '../backends/rbd.ts'
import type { Disk, RbdSource, ServerDisks } from '../server-files.ts'
import type { RbdSettings } from '../settings.ts'

interface Options {
  readonly signal: AbortSignal
}

/** Exit codes of `rbd`. */
const notThere = 2
const thereAlready = 17

const programMs = 120_000
/** Long for one question; a cluster that is out of reach would be waited for without end. */
const reachMs = 20_000
/** Ceph lets go of a client that died after half a minute. */
const unusedMs = 60_000
const lookEveryMs = 200

/** What a source writes on a disk, so that a destination can prove that it opens the very same. */
const probeKey = 'kilonova.move'
/** Nova's name of what a revert goes back to; ours is of one migration, never of an older one. */
const keptPrefix = 'nova-resize'
const keptName = (path: string, migrationId: string): string => `${path}@${keptPrefix}-${migrationId}`

const Watchers = z.object({ watchers: z.array(z.object({ address: z.string(), client: z.number() })) })
const Snapshots = z.array(z.object({ name: z.string() }))

/** Servers' disks in the Ceph cluster of this host, while their servers move between hosts or flavors. */
export class CephDisks {
  readonly settings: RbdSettings
  constructor(settings: RbdSettings) {
    this.settings = settings
  }

  /** A disk that another host had, as this host's guests open it. */
  adopt(disk: Pick<Disk, 'name' | 'sizeBytes' | 'readOnly' | 'device'>, image: string): Disk {
    const { name, sizeBytes, readOnly, device } = disk
    const rbd = rbdSource(this.settings, image)
    return { name, sizeBytes, readOnly, device, format: 'raw', path: `${rbd.pool}/${image}`, rbd }
  }

  async leaveProbe(path: string, text: string, { signal }: Options): Promise<void> {
    await this.#run(['image-meta', 'set', path, probeKey, text], signal)
  }

  /** What was written there. @throws {Fault} `conflict` when this host can not open the disk. */
  async readProbe(path: string, { signal }: Options): Promise<string | undefined> {
    try {
      return (await this.#run(['image-meta', 'get', path, probeKey], signal, { timeoutMs: reachMs })).trim()
    } catch (error) {
      if (codeOf(error) === notThere) return undefined
      throw cannotOpen(path, error, signal)
    }
  }

  /** This writes to the cluster: whoever may not is told so. Nothing there is success. */
  async dropProbe(path: string, { signal }: Options): Promise<void> {
    try {
      await this.#run(['image-meta', 'remove', path, probeKey], signal, { fine: notThere, timeoutMs: reachMs })
    } catch (error) {
      throw cannotOpen(path, error, signal)
    }
  }

  /**
   * Everyone who has the disk open, as `address client.id`: each opening has its own, in the whole cluster.
   * @throws {Fault} `conflict` when this host can not open the disk.
   */
  async watchers(path: string, { signal }: Options): Promise<string[]> {
    try {
      const text = await this.#run(['status', '--format', 'json', path], signal, { timeoutMs: reachMs })
      return Watchers.parse(JSON.parse(text)).watchers.map(({ address, client }) => `${address} client.${client}`)
    } catch (error) {
      throw cannotOpen(path, error, signal)
    }
  }

  /**
   * Waits until nobody has these disks open: two guests on one disk would ruin it, and Ceph's lock only keeps them from
   * writing at the same moment.
   * @param what begins the error: what became of the server.
   */
  async untilUnused(what: string, paths: readonly string[], options: Options): Promise<void> {
    await Promise.all(paths.map((path) => this.#untilUnused(what, path, options)))
  }

  async #untilUnused(what: string, path: string, options: Options): Promise<void> {
    for (const until = performance.now() + unusedMs; ; ) {
      const open = await this.watchers(path, options)
      if (open.length === 0) return
      if (performance.now() > until) {
        throw new Fault('conflict', `${what}: its disk ${path} is open elsewhere, by ${open.join(', ')}`, {
          next: `end whoever has it open; \`rbd status ${path}\` says who does`,
          fields: { path },
        })
      }
      await sleep(lookEveryMs, undefined, { signal: options.signal })
    }
  }

  /** Fixes what a revert goes back to, anew when it was done before. The guest is off. What older moves left goes. */
  async keep(path: string, migrationId: string, { signal }: Options): Promise<void> {
    const names = Snapshots.parse(JSON.parse(await this.#run(['snap', 'ls', '--format', 'json', path], signal)))
    for (const { name } of names.filter((one) => one.name.startsWith(keptPrefix))) {
      await this.#run(['snap', 'rm', '--no-progress', `${path}@${name}`], signal, { fine: notThere })
    }
    const args = ['snap', 'create', '--no-progress', keptName(path, migrationId)]
    await this.#run(args, signal, { fine: thereAlready })
  }

  async hasKept(path: string, migrationId: string, { signal }: Options): Promise<boolean> {
    const args = ['info', '--format', 'json', keptName(path, migrationId)]
    return (await this.#run(args, signal, { fine: notThere })) !== ''
  }

  /** Size and bytes as they were kept. It may be done again: what was kept stays. No guest has the disk open. */
  async bringBack(path: string, migrationId: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'rollback', '--no-progress', keptName(path, migrationId)], signal, { timeoutMs: Infinity })
  }

  /** Nothing there is success. */
  async dropKept(path: string, migrationId: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'rm', '--no-progress', keptName(path, migrationId)], signal, { fine: notThere })
  }

  /** The disks that a migration made anew: each has it in its name. */
  async madeBy(serverId: ServerId, migrationId: string, { signal }: Options): Promise<string[]> {
    const text = await this.#run(['ls', '--format', 'json', this.settings.pool], signal)
    const names = z.array(z.string()).parse(JSON.parse(text))
    const ours = names.filter((name) => name.startsWith(`${serverId}_`) && name.includes(`.${migrationId}`))
    return ours.map((name) => `${this.settings.pool}/${name}`)
  }

  /** Nothing there is success. */
  async remove(path: string, { signal }: Options): Promise<void> {
    await this.#run(['snap', 'purge', '--no-progress', path], signal, { fine: notThere })
    await this.#run(['rm', '--no-progress', path], signal, { fine: notThere, timeoutMs: Infinity })
  }

  /** @returns its output; empty when it ended with the code that is fine. */
  async #run(
    args: readonly string[],
    signal: AbortSignal,
    { fine, timeoutMs = programMs }: { readonly fine?: number; readonly timeoutMs?: number } = {},
  ): Promise<string> {
    const { configPath, user } = this.settings
    try {
      const { stdout } = await runProgram('rbd', ['--conf', configPath, '--id', user, ...args], { signal, timeoutMs })
      return stdout
    } catch (error) {
      if (fine !== undefined && codeOf(error) === fine) return ''
      throw error
    }
  }
}

const codeOf = (error: unknown): number | undefined => (error instanceof ProgramError ? error.exitCode : undefined)

function cannotOpen(path: string, cause: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return cause
  return new Fault('conflict', `this host can not open ${path} in its Ceph cluster: ${chain(cause)}`, {
    cause,
    next: 'let the host reach the cluster, with a Ceph user that may use the pool, or choose another host',
    fields: { path },
  })
}

/** All of an opening that the guest's definition carries to another host, as text to compare. */
export const loginOf = ({ user, monitors, configPath, secretUuid }: RbdSource): string =>
  JSON.stringify({ user, monitors, configPath, secretUuid })

/** The disks of a server that are in Ceph. */
export function disksInCeph(disks: ServerDisks | undefined): Disk[] {
  if (disks === undefined) return []
  const all = [disks.root, ...disks.ephemerals, disks.swap].filter((one) => one !== undefined)
  return all.filter((one) => one.rbd !== undefined)
}

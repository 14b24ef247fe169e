import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Fault, type Log, NicSpec, SecurityPolicy } from '@kilonova/core'
import { z } from 'zod'
import { findProgram } from '../../programs/find-program.ts'
import { ProgramError, runProgram } from '../../programs/run-program.ts'
import { type Group, guardObjects, type GuardedNic, type GuardObjects, table } from './rules.ts'
import { guardScript, noObjects } from './script.ts'

export interface PortGuardOptions {
  /** Keeps what is asked for, so that a restarted agent knows it. */
  readonly path: string
  readonly log: Log
  /** Carries out one transaction; `nft` unless a test watches. */
  readonly apply?: (script: string) => Promise<void>
}

/** How often the rules are looked for, in case somebody else emptied the host's firewall. */
const lookEveryMs = 10_000
const nftTimeoutMs = 20_000
const heardAtMost = 500

/** When a group or its members were as we know them. */
interface Stamp {
  readonly source: string
  readonly revision: number
}

const Kept = z.object({
  ports: z.array(NicSpec),
  policies: z.array(SecurityPolicy),
})

/**
 * The firewall of this host's guests: what each may send and receive. What is asked for is kept in a file and written
 * to the kernel as one transaction that holds all that was asked for since the last one, so that eight guests that
 * start at once cost one or two programs. The kernel's rules outlive this process.
 */
export class PortGuard {
  readonly #options: PortGuardOptions
  readonly #ports = new Map<string, NicSpec>()
  readonly #heard = new Map<string, NicSpec>()
  readonly #groups = new Map<string, { group: Group; stamp: Stamp }>()
  readonly #members = new Map<string, { addresses: readonly string[]; stamp: Stamp }>()
  /** What the kernel has; undefined: not known. */
  #applied: GuardObjects | undefined
  #loaded: Promise<void> | undefined
  /** The transaction that waits for its turn, with all who wait for it. */
  #next: Promise<void> | undefined
  #running: Promise<unknown> = Promise.resolve()
  #timer: NodeJS.Timeout | undefined

  constructor(options: PortGuardOptions) {
    this.#options = options
  }

  /** Writes the rules again that an earlier life of this agent kept, and looks after them from now on. */
  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), lookEveryMs).unref()
    this.#change(() => undefined).catch((error: unknown) =>
      this.#options.log.error('security groups not written', { error }),
    )
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#next?.catch(() => undefined)
    await this.#running
  }

  /** Guards a server's ports; resolves once the kernel does. Ports without security are only remembered. */
  async plug(nics: readonly NicSpec[], policy: SecurityPolicy | undefined): Promise<void> {
    if (nics.length === 0) return
    await this.#change(() => {
      if (policy !== undefined) this.#learn(policy)
      for (const nic of nics) this.#put(this.#later(nic))
    })
  }

  async unplug(portIds: readonly string[]): Promise<void> {
    await this.#load()
    if (!portIds.some((id) => this.#ports.has(id))) return
    await this.#change(() => {
      for (const id of portIds) this.#ports.delete(id)
    })
  }

  /** Follows changes of groups, members and ports that are plugged already. */
  async secure(policy: SecurityPolicy, nics: readonly NicSpec[], complete: boolean): Promise<void> {
    await this.#change(() => {
      this.#learn(policy)
      for (const nic of nics) {
        if (!this.#ports.has(nic.portId)) this.#hear(nic)
        else if (complete || isLater(nic, this.#ports.get(nic.portId))) this.#put(nic)
      }
      if (complete) this.#applied = undefined
    })
  }

  #put(nic: NicSpec): void {
    this.#ports.set(nic.portId, nic)
    this.#heard.delete(nic.portId)
  }

  /** Keeps what is told of a port that comes later. */
  #hear(nic: NicSpec): void {
    const [oldest] = this.#heard.keys()
    if (this.#heard.size >= heardAtMost && oldest !== undefined) this.#heard.delete(oldest)
    this.#heard.set(nic.portId, nic)
  }

  /** A request may be older than what was told beside it. */
  #later(nic: NicSpec): NicSpec {
    for (const known of [this.#heard.get(nic.portId), this.#ports.get(nic.portId)]) {
      if (known !== undefined && !isLater(nic, known)) return known
    }
    return nic
  }

  #learn({ source, revision, groups, members }: SecurityPolicy): void {
    const stamp = { source, revision }
    for (const group of groups) {
      if (isNewer(stamp, this.#groups.get(group.id)?.stamp)) this.#groups.set(group.id, { group, stamp })
    }
    for (const { group, addresses } of members) {
      if (isNewer(stamp, this.#members.get(group)?.stamp)) this.#members.set(group, { addresses, stamp })
    }
  }

  /** Changes what is asked for now, and resolves once the kernel has it. */
  async #change(change: () => void): Promise<void> {
    await this.#load()
    change()
    this.#next ??= this.#take()
    return this.#next
  }

  #take(): Promise<void> {
    const turn = this.#running.then(() => {
      this.#next = undefined
      return this.#apply()
    })
    this.#running = turn.catch(() => undefined)
    return turn
  }

  async #apply(): Promise<void> {
    const wanted = guardObjects({
      ports: new Map([...this.#ports].flatMap(([id, nic]) => guarded(id, nic))),
      groups: new Map([...this.#groups].map(([id, { group }]) => [id, group])),
      members: new Map([...this.#members].map(([id, { addresses }]) => [id, addresses])),
    })
    this.#forgetUnused()
    // First the file: a crash between the two is mended by the next start.
    await this.#keep()
    const script = guardScript(this.#applied, wanted)
    if (script === undefined) return
    if (this.#applied === undefined && wanted.taps.size === 0 && !(await this.#tableIsThere())) {
      this.#applied = noObjects
      return
    }
    const began = performance.now()
    try {
      await (this.#options.apply ?? nft)(script)
    } catch (cause) {
      this.#applied = undefined
      throw new Fault('hypervisorRefused', 'the host did not take the rules of its security groups', {
        cause,
        next: 'see that nftables works on the host: nft list ruleset',
      })
    }
    this.#applied = wanted
    const tookMs = Math.round(performance.now() - began)
    this.#options.log.debug('security groups written', { ports: wanted.taps.size, tookMs })
  }

  /** Groups that no port here has, and members that no rule here names, would grow old. */
  #forgetUnused(): void {
    const used = new Set([...this.#ports.values()].flatMap((nic) => nic.security?.groups ?? []))
    const named = new Set<string>()
    for (const [id, { group }] of this.#groups) {
      if (!used.has(id)) this.#groups.delete(id)
      else for (const { remote } of group.rules) if (remote !== undefined && 'group' in remote) named.add(remote.group)
    }
    for (const id of this.#members.keys()) if (!named.has(id)) this.#members.delete(id)
  }

  async #look(): Promise<void> {
    if (this.#applied === undefined || this.#applied.taps.size === 0 || this.#next !== undefined) return
    await this.#running
    if (this.#applied === undefined || this.#applied.taps.size === 0 || (await this.#tableIsThere())) return
    this.#options.log.error('somebody removed the security groups of this host; they are written again', {})
    this.#applied = undefined
    await this.#change(() => undefined).catch((error: unknown) =>
      this.#options.log.error('security groups not written', { error }),
    )
  }

  async #tableIsThere(): Promise<boolean> {
    try {
      await runProgram('nft', ['list', 'map', 'bridge', table, 'to'], {
        signal: AbortSignal.timeout(nftTimeoutMs),
        timeoutMs: nftTimeoutMs,
      })
      return true
    } catch (error) {
      // Without the program there is nothing of ours either.
      if (error instanceof ProgramError || (await findProgram('nft')) === undefined) return false
      throw error
    }
  }

  #load(): Promise<void> {
    return (this.#loaded ??= this.#read())
  }

  async #read(): Promise<void> {
    let text: string
    try {
      text = await readFile(this.#options.path, 'utf8')
    } catch {
      return
    }
    try {
      const kept = Kept.parse(JSON.parse(text))
      for (const policy of kept.policies) this.#learn(policy)
      for (const nic of kept.ports) this.#put(nic)
    } catch (error) {
      // Cut short by a power failure: no guest runs then, and each start brings its own.
      this.#options.log.warn('the kept security groups can not be read', { path: this.#options.path, error })
    }
  }

  async #keep(): Promise<void> {
    const { path } = this.#options
    if (this.#ports.size === 0) return rm(path, { force: true })
    const policies: SecurityPolicy[] = [
      ...[...this.#groups.values()].map(({ group, stamp }) => ({ ...stamp, groups: [group], members: [] })),
      ...[...this.#members].map(([group, { addresses, stamp }]) => ({
        ...stamp,
        groups: [],
        members: [{ group, addresses: [...addresses] }],
      })),
    ]
    const kept: z.input<typeof Kept> = { ports: [...this.#ports.values()], policies }
    await writeFile(`${path}.new`, JSON.stringify(kept), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }
}

const isLater = (nic: NicSpec, known: NicSpec | undefined): boolean => (nic.revision ?? 0) >= (known?.revision ?? 0)

function guarded(id: string, nic: NicSpec): [string, GuardedNic][] {
  const { portId, mac, address, network, security } = nic
  return security === undefined ? [] : [[id, { portId, mac, address, gateway: network.gateway, security }]]
}

/** Another source is another store: what it says counts from now on. */
const isNewer = (stamp: Stamp, known: Stamp | undefined): boolean =>
  known === undefined || known.source !== stamp.source || known.revision < stamp.revision

async function nft(script: string): Promise<void> {
  await runProgram('nft', ['-f', '-'], {
    signal: AbortSignal.timeout(nftTimeoutMs),
    timeoutMs: nftTimeoutMs,
    input: script,
  })
}

/** What the exercise's calls act on. Whatever an earlier call took away is made anew before the next one. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestGuest } from '@kilonova/lab'
import { type Connect, LibvirtError } from '../../../src/index.ts'
import type { Session } from '../../../src/session/session.ts'
import { guestXml, uuids } from './things.ts'
import * as xml from './things.ts'

const run = promisify(execFile)

export interface StageOptions {
  readonly conn: Connect
  readonly driver: 'test' | 'qemu'
  /** A directory that the daemon sees at the same path. */
  readonly dir: string
  /** Where a guest can go; none for the test driver. */
  readonly target?: Connect | undefined
  readonly guest?: TestGuest | undefined
  /** Starts the daemon over there again. */
  readonly startTarget?: (() => Promise<void>) | undefined
  /** The cgroup partition that the guests belong into. */
  readonly partition?: string | undefined
}

/** What is passed on as it is; some calls want one of its names. */
export interface Handle {
  readonly name?: string
  readonly uuid?: string
  readonly id?: number
  readonly key?: string
  readonly mac?: string
}

const nothing: Handle = { name: 'px-none', uuid: uuids.none }

export class Stage {
  readonly conn: Connect
  readonly target: Connect | undefined
  readonly driver: 'test' | 'qemu'
  readonly dir: string
  readonly testGuest: TestGuest | undefined
  readonly partition: string | undefined
  readonly startTarget: () => Promise<void>
  /** The connection to the other side of a migration that is led from here, and the end of one that is not. */
  journeyEnds: Session | undefined
  moving: Promise<unknown> | undefined
  #serial = 0
  /** Started, but stopped before its first instruction on QEMU: cheap to make again. */
  on: Handle = {}
  off: Handle = {}
  /** Without snapshots: for the calls that forget a guest. */
  gone: Handle = {}
  /** With checkpoints. */
  marked: Handle = {}
  /** With snapshots. */
  shelf: Handle = {}
  /** A real guest, up and with its agent; QEMU only. */
  guest: Handle = nothing
  net: Handle = nothing
  port: { readonly net: Handle; readonly uuid: string } = { net: nothing, uuid: uuids.port }
  pool: Handle = nothing
  idlePool: Handle = nothing
  vol: Handle = nothing
  secret: Handle & { readonly usageType: number; readonly usageId: string } = {
    uuid: uuids.none,
    usageType: 1,
    usageId: '',
  }
  nwfilter: Handle = nothing
  device = 'computer'
  iface: Handle = { name: 'px-none', mac: '00:00:00:00:00:00' }

  constructor(options: StageOptions) {
    this.conn = options.conn
    this.target = options.target
    this.driver = options.driver
    this.dir = options.dir
    this.testGuest = options.guest
    this.partition = options.partition
    this.startTarget = options.startTarget ?? (async () => undefined)
  }

  endJourney(): void {
    this.journeyEnds?.fail(done())
    this.journeyEnds = undefined
  }

  get qemu(): boolean {
    return this.driver === 'qemu'
  }

  /** A name that nothing has yet. */
  newName(): string {
    this.#serial += 1
    return `px-new-${this.#serial}`
  }

  path(name: string): string {
    return join(this.dir, name)
  }

  /** Makes the disks and, on QEMU, starts the guest that is waited for later. */
  async begin(): Promise<void> {
    await this.clear()
    await rm(this.dir, { recursive: true, force: true })
    await mkdir(this.dir, { recursive: true })
    await writeFile(this.path('extra.raw'), Buffer.alloc(1_048_576))
    for (const folder of ['pool', 'idle']) await mkdir(this.path(folder), { recursive: true })
    const [device] = await this.conn.nodeListDevices('system', 0)
    if (device !== undefined) this.device = device
    if (this.qemu) await this.#beginGuest()
  }

  /** Puts everything there that is not. */
  async ensure(): Promise<void> {
    const { conn } = this
    this.net = await this.#network()
    this.nwfilter = await this.#or<Handle>(
      () => conn.nwFilterLookupByName('px-filter'),
      () => conn.nwFilterDefineXml(xml.filter('px-filter')),
      this.nwfilter,
    )
    this.secret = await this.#or<Stage['secret']>(
      () => conn.secretLookupByUuid(uuids.secret),
      () => conn.secretDefineXml(xml.secret()),
      this.secret,
    )
    this.on = await this.domain('px-on', true)
    this.off = await this.domain('px-off', false)
    this.gone = await this.domain('px-gone', false)
    await this.#storage()
    await this.#interface()
  }

  /** A guest of this name, running (on QEMU: paused) or not. */
  async domain(name: string, on: boolean, backing?: string): Promise<Handle> {
    const { conn } = this
    const domain = await conn.domainLookupByName(name).catch(async () => {
      if (this.qemu) await this.disk(name, backing)
      return conn.domainDefineXml(this.guestXml(name))
    })
    const active = await domain.isActive()
    if (on && !active) await domain.createWithFlags(this.qemu ? 1 : 0)
    if (on && active && !this.qemu && (await domain.getState()).state === 3) await domain.resume()
    if (!on && active) await domain.destroy()
    return conn.domainLookupByName(name)
  }

  /** The same, made of nothing: without jobs, chains and checkpoints of earlier calls. */
  async freshDomain(name: string, on = true, backing?: string): Promise<Handle> {
    await this.removeDomain(name)
    return this.domain(name, on, backing)
  }

  async removeDomain(name: string): Promise<void> {
    const domain = await this.conn.domainLookupByName(name).catch(() => undefined)
    if (domain === undefined) return
    await domain.destroy().catch(() => undefined)
    await domain.undefineFlags(this.qemu ? 1 | 2 | 16 : 2 | 16).catch(() => undefined)
  }

  guestXml(name: string): string {
    return guestXml(this, name)
  }

  async disk(name: string, backing?: string): Promise<string> {
    const path = this.path(`${name}.qcow2`)
    await rm(path, { force: true })
    const from = backing === undefined ? [] : ['-b', backing, '-F', 'qcow2']
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', ...from, path, '8M'])
    const raw = this.path(`${name}.raw`)
    if (!existsSync(raw)) await writeFile(raw, Buffer.alloc(1_048_576, name))
    return path
  }

  /** Takes away all that a run has made, also one that was broken off. */
  async clear(): Promise<void> {
    const { conn } = this
    const ours = (one: { readonly name: string }): boolean => one.name.startsWith('px-')
    const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined)
    for (const where of this.target === undefined ? [conn] : [conn, this.target]) {
      for (const domain of (await where.listAllDomains()).filter(ours)) {
        await quietly(domain.destroy())
        await quietly(domain.undefineFlags(this.qemu ? 1 | 2 | 16 : 2 | 16))
      }
    }
    for (const network of (await conn.listAllNetworks()).filter(ours)) {
      await quietly(network.destroy())
      await quietly(network.undefine())
    }
    for (const pool of (await conn.listAllStoragePools()).filter(ours)) {
      await quietly(pool.destroy())
      await quietly(pool.undefine())
    }
    for (const binding of await conn.listAllNwFilterBindings().catch(() => [])) {
      if (binding.filtername.startsWith('px-')) await quietly(binding.delete())
    }
    for (const filter of (await conn.listAllNwFilters().catch(() => [])).filter(ours)) await quietly(filter.undefine())
    for (const secret of await conn.listAllSecrets().catch(() => [])) await quietly(secret.undefine())
  }

  async #or<T>(find: () => Promise<T>, make: () => Promise<T>, otherwise: T): Promise<T> {
    return find().catch(() => make().catch(() => otherwise))
  }

  async #network(): Promise<Handle> {
    const { conn } = this
    const net = await conn.networkLookupByName('px-net').catch(() => conn.networkDefineXml(xml.network('px-net', 77)))
    if (!(await net.isActive())) await net.create()
    const one = conn.networkLookupByName('px-net')
    if (this.qemu) {
      const ready = await one
      await ready.portLookupByUuid(uuids.port).catch(() => ready.portCreateXml(xml.port(uuids.port)))
    }
    this.port = { net: await one, uuid: uuids.port }
    return one
  }

  async #storage(): Promise<void> {
    const { conn } = this
    const pool = await conn
      .storagePoolLookupByName('px-pool')
      .catch(() => conn.storagePoolDefineXml(xml.pool('px-pool', this.path('pool'))))
    if (!(await pool.isActive())) await pool.create()
    this.pool = pool
    this.vol = await pool.storageVolLookupByName('px-vol').catch(() => pool.storageVolCreateXml(xml.volume('px-vol')))
    await mkdir(this.path('idle'), { recursive: true })
    const idle = await conn
      .storagePoolLookupByName('px-idle')
      .catch(() => conn.storagePoolDefineXml(xml.pool('px-idle', this.path('idle'))))
    if (await idle.isActive()) await idle.destroy()
    this.idlePool = idle
  }

  async #interface(): Promise<void> {
    const all = await this.conn.listAllInterfaces().catch(() => [])
    const found = all.find(({ name }) => name === 'eth1') ?? all.find(({ name }) => name === 'eth0') ?? all[0]
    if (found !== undefined) this.iface = { name: found.name, mac: found.mac }
  }

  async #beginGuest(): Promise<void> {
    if (this.testGuest === undefined) return
    await this.#network()
    const disk = this.path('px-guest.qcow2')
    await run('qemu-img', ['create', '-q', '-f', 'qcow2', '-b', this.testGuest.rootDisk, '-F', 'qcow2', disk])
    const domain = await this.conn.domainDefineXml(xml.bootedGuestXml(this.testGuest, disk))
    await domain.create()
    this.guest = await this.conn.domainLookupByName('px-guest')
  }

  /** Resolves when the agent in the booted guest answers. */
  async guestIsUp(): Promise<void> {
    const { name = '' } = this.guest
    const domain = await this.conn.domainLookupByName(name)
    for (const end = Date.now() + 300_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
      try {
        await domain.qemuAgentCommand('{"execute":"guest-ping"}', 5)
        return
      } catch (cause) {
        if (Date.now() > end) throw new Error('the guest’s agent did not answer in five minutes', { cause })
      }
    }
  }
}

/** Why a connection of the exercise is over. */
export function done(): LibvirtError {
  return new LibvirtError({ code: 0, domain: 0, level: 0, message: 'done', procedure: '' })
}

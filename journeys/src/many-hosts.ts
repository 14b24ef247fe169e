import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Lab, type LabHost, type LabOptions, startLab, testGuest, type TestGuest } from '@kilonova/lab'
import type { CloudApi, Json } from './cloud-api.ts'
import { eventually } from './eventually.ts'
import { HostAgent, type HostAgentOptions } from './host-agent.ts'
import { lastLog, Service, type ServiceOptions } from './service.ts'

export interface ManyHostOptions {
  /** How many, h1 with the controller among them. */
  readonly hosts: number
  readonly lab?: LabOptions
  /** False leaves the other hosts to the test. */
  readonly join?: boolean
  readonly service?: ServiceOptions
  /** What settings.yaml says on each host, the controller's too. */
  readonly settings?: (lab: Lab, host: LabHost) => object | Promise<object>
}

/**
 * A cloud of several lab hosts: `kilonova up` on h1, `kilonova join` on all others, each with a libvirtd of kilonova's own
 * and no certificate or key but those that joining made. Faults are methods.
 */
export class ManyHostCloud implements AsyncDisposable {
  readonly lab: Lab
  service: Service
  api: CloudApi
  readonly agents = new Map<string, HostAgent>()
  readonly #service: ServiceOptions

  private constructor(lab: Lab, service: Service, api: CloudApi, options: ServiceOptions) {
    this.lab = lab
    this.service = service
    this.api = api
    this.#service = options
  }

  static async start(options: ManyHostOptions): Promise<ManyHostCloud> {
    const lab = await startLab({ hosts: options.hosts, libvirtd: false, certificates: false, ...options.lab })
    try {
      for (const host of lab.hosts) {
        const settings = await options.settings?.(lab, host)
        if (settings !== undefined) await writeFile(join(host.stateDir, 'settings.yaml'), JSON.stringify(settings))
      }
      const service = await Service.start(lab.host('h1'), options.service)
      try {
        const cloud = new ManyHostCloud(lab, service, await service.login(), options.service ?? {})
        const others = options.join === false ? [] : lab.hosts.slice(1)
        for (const host of others) await cloud.join(host.name)
        await cloud.untilUp(['h1', ...others.map(({ name }) => name)])
        return cloud
      } catch (cause) {
        throw new Error(`the controller says\n${await lastLog(service.logPath)}`, { cause })
      }
    } catch (error) {
      await lab.stop()
      throw error
    }
  }

  host(name: string): LabHost {
    return this.lab.host(name)
  }

  /** A fresh join token, made by the controller's own command. */
  async token(): Promise<string> {
    const made = await this.service.command(['host', 'token'])
    assert.equal(made.exitCode, 0, made.stderr)
    return made.stdout.trim()
  }

  async join(name: string, token?: string, options: HostAgentOptions = {}): Promise<HostAgent> {
    const agent = await HostAgent.join(this.host(name), token ?? (await this.token()), options)
    this.agents.set(name, agent)
    return agent
  }

  /** kill -9 for the agent of a joined host (its own libvirtd ends with it, its guests go on). */
  async killAgent(name: string): Promise<void> {
    await this.agents.get(name)?.kill()
  }

  async startAgent(name: string, options: HostAgentOptions = {}): Promise<void> {
    this.agents.set(name, await HostAgent.start(this.host(name), options))
  }

  /** kill -9 for `kilonova up` on h1: controller, store, bus and the agent of h1. */
  async killController(): Promise<void> {
    await this.service.kill()
  }

  async startController(env: Readonly<Record<string, string>> = {}, program?: string): Promise<void> {
    const options = { ...this.#service, env: { ...this.#service.env, ...env } }
    this.service = await Service.start(this.host('h1'), program === undefined ? options : { ...options, program })
    this.api = await this.service.login()
  }

  /** kill -9 for the libvirtd of a host; kilonova starts it again. */
  async killLibvirtd(name: string): Promise<void> {
    await this.host(name).killLibvirtd()
  }

  /** Pulls out a host's cable, or plugs it in again. */
  async network(name: string, state: 'up' | 'down'): Promise<void> {
    await this.host(name).net(state)
  }

  /** What the API knows of the hosts, by name: `up` or `down`. */
  async hostStates(): Promise<Map<string, string>> {
    const answer = await this.api.compute('GET', '/os-services?binary=nova-compute')
    return new Map((answer.body['services'] as Json[]).map((one) => [String(one['host']), String(one['state'])]))
  }

  async untilUp(names: readonly string[], timeoutMs = 120_000): Promise<void> {
    await eventually(async () => {
      const states = await this.hostStates()
      assert.deepEqual(
        names.map((name) => `${name} ${states.get(name)}`),
        names.map((name) => `${name} up`),
      )
    }, timeoutMs)
  }

  async untilDown(name: string, timeoutMs = 60_000): Promise<void> {
    await eventually(async () => assert.equal((await this.hostStates()).get(name), 'down'), timeoutMs)
  }

  /** Uploads the lab's test guest: it boots by kernel and ramdisk, which is the quickest. */
  async uploadGuest(guest?: TestGuest): Promise<string> {
    const { kernel, initrd, rootDisk } = guest ?? (await testGuest())
    const { api } = this
    const kernelId = await api.mustUpload({ name: 'kernel', diskFormat: 'aki', containerFormat: 'aki', bytes: kernel })
    const ramdiskId = await api.mustUpload({ name: 'initrd', diskFormat: 'ari', containerFormat: 'ari', bytes: initrd })
    const properties = { kernel_id: kernelId, ramdisk_id: ramdiskId }
    return api.mustUpload({ name: 'guest', diskFormat: 'qcow2', bytes: rootDisk, properties })
  }

  /** Asks for a server on one host. @returns its id, not waiting for it. */
  async createOn(host: string, name: string, imageRef: string, more: Json = {}): Promise<string> {
    const flavorRef = await this.api.flavor('m1.tiny')
    return this.api.create({ name, imageRef, flavorRef, availability_zone: `nova:${host}`, ...more })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.agents.values()].map((agent) => agent[Symbol.asyncDispose]()))
    await this.service[Symbol.asyncDispose]()
    await this.lab.stop()
  }
}

/** `await using cloud = await startCloud({ hosts: 3 })`. */
export const startCloud = (options: ManyHostOptions): Promise<ManyHostCloud> => ManyHostCloud.start(options)

import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault, type HostAnswer, type HostOperation, type HostRequest, liveOperations, ServerId } from '@kilonova/core'
import type { TestAgent } from './test-agent.ts'

export type LiveOperation = keyof typeof liveOperations

export const isLive = (operation: HostOperation): operation is LiveOperation => Object.hasOwn(liveOperations, operation)

/** Live moves between test agents of one directory: a guest on its way lies there as a file. */
export class TestLive {
  readonly #agent: TestAgent
  readonly #directory: string | undefined

  constructor(agent: TestAgent, directory: string | undefined) {
    this.#agent = agent
    this.#directory = directory
  }

  get #name(): string {
    return this.#agent.host
  }

  #arrived(id: string): string {
    return join(this.#directory ?? '/nonexistent', `arrived-${id}`)
  }

  answer(operation: LiveOperation, id: string, request: unknown): unknown {
    const answers: { readonly [O in LiveOperation]: () => HostAnswer<O> } = {
      describeMovingGuest: () => ({
        serverId: ServerId.parse(id),
        power: 'running',
        libvirtVersion: 9_000_000,
        qemuVersion: 7_002_000,
        architecture: 'x86_64',
        virtType: 'qemu',
        machine: 'pc',
        cpuXml: '',
        memoryMiB: 128,
        disks: [],
        cacheModes: [],
        listenAddresses: [],
        stuck: [],
        instancesDirectory: '/instances',
      }),
      checkLiveDestination: () => ({
        refusals: [],
        ...(this.#agent.lacksBase ? { copy: 'whole', baseFromSource: true } : { copy: 'layer' }),
        freeDiskBytes: 2 ** 40,
        destination: {
          uri: `qemu+tls://${this.#name}/system`,
          libvirtVersion: 9_000_000,
          instancesDirectory: '/instances',
          vncListen: '127.0.0.1',
          probe: { name: '.probe-00000000-0000-4000-8000-000000000000', token: 't' },
        },
      }),
      checkLiveSource: () => ({
        refusals: [],
        shared: false,
        copy: (request as HostRequest<'checkLiveSource'>).copy,
        linkBytesPerSec: 1e8,
        maxDowntimeMs: 500,
        overheadMs: 400,
        standsStill: false,
      }),
      prepareLive: () => {
        this.#agent.files.add(id)
        return {}
      },
      undoPrepareLive: () => this.#undo(id, (request as { runsAtSource: boolean }).runsAtSource),
      moveLive: () => {
        const runs = this.#agent.guests.delete(id)
        if (runs) writeFileSync(this.#arrived(id), '')
        return { seen: runs, totalMs: 10, callMs: 20 }
      },
      steerLive: () => ({ did: 'none' }),
      liveState: () => ({ state: this.#state(id) }),
      resumeLive: () => {
        if (this.#agent.files.has(id) && existsSync(this.#arrived(id))) {
          this.#agent.guests.set(id, 'running')
          this.#agent.save()
          rmSync(this.#arrived(id))
        }
        return { state: this.#state(id) }
      },
      finishLive: () => ({ power: 'running', downtimeMs: 5 }),
      leaveLive: () => {
        if (this.#agent.guests.has(id)) throw new Fault('conflict', `server ${id} runs on ${this.#name}`)
        this.#agent.files.delete(id)
        return {}
      },
    }
    return answers[operation]()
  }

  #state(id: string): HostAnswer<'liveState'>['state'] {
    if (this.#agent.guests.has(id)) return 'running'
    return this.#agent.files.has(id) && existsSync(this.#arrived(id)) && this.#name !== 'h1' ? 'paused' : 'absent'
  }

  #undo(id: string, runsAtSource: boolean): HostAnswer<'undoPrepareLive'> {
    const state = this.#state(id)
    if (state === 'running' || (state === 'paused' && !runsAtSource)) {
      throw new Fault('conflict', `server ${id} is ${state} on ${this.#name}`)
    }
    if (state === 'paused') rmSync(this.#arrived(id))
    this.#agent.files.delete(id)
    return {}
  }
}

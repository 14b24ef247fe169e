import { z } from 'zod'
import { HostName, ServerId } from '../model/ids.ts'
import { ServerSpec } from '../model/server-spec.ts'
import type { Bus, RequestOptions } from './bus.ts'
import { liveOperations } from './operations/live-migration.ts'
import { cacheOperations } from './operations/cache.ts'
import { snapshotOperations } from './operations/snapshot.ts'
import { imageCacheOperations } from './operations/image-cache.ts'
import { rescueOperations } from './operations/rescue.ts'
import { guestCareOperations } from './operations/guest-care.ts'
import { networkOperations } from './operations/network.ts'
import { resizeOperations } from './operations/resize.ts'

const PowerStateName = z.enum(['nostate', 'running', 'paused', 'shutdown', 'crashed', 'suspended'])

/** What a host can do and has, told at start and with each heartbeat. */
export const HostFacts = z.object({
  host: HostName,
  hypervisorHostname: z.string(),
  architecture: z.string(),
  libvirtVersion: z.string(),
  qemuVersion: z.string(),
  /** `qemu` is emulation (TCG): right, but slow. */
  virtType: z.enum(['kvm', 'qemu']),
  vcpus: z.int(),
  memoryMiB: z.int(),
  /** Of the file system that holds the instances. */
  diskGiB: z.int(),
  freeDiskGiB: z.int(),
  cpuModel: z.string(),
  guests: z.int(),
  /** As images name it: QEMU. */
  hypervisorType: z.string().optional(),
  /** What the host can do, in the words of os-traits, and `CUSTOM_…` of its settings. */
  traits: z.array(z.string().max(255)).max(2000).optional(),
  /** Names this life of the agent: a new one may have missed what guests did meanwhile. */
  session: z.string().max(100).optional(),
  /** Names this life of the machine: with a new one all guests are off. */
  bootId: z.string().max(200).optional(),
  /**
   * Where other hosts reach this one: by mutual TLS at this port, and its libvirtd and guests in migration at the same
   * address. Absent while the cloud is this one host.
   */
  door: z.strictObject({ address: z.string(), port: z.int() }).optional(),
  /** The `protocolVersion` of its agent; those from before it was told spoke 1. */
  protocol: z.int().optional(),
  /** Of its program. */
  version: z.string().max(64).optional(),
  /** Its agent works in a controller's process, and begins and ends with it. */
  inController: z.boolean().optional(),
  uptimeSec: z.number().min(0).optional(),
  /** Load averages of 1, 5 and 15 minutes. */
  load: z.array(z.number()).length(3).optional(),
})
export type HostFacts = z.infer<typeof HostFacts>

export const GuestState = z.object({ serverId: ServerId, power: PowerStateName })
export type GuestState = z.infer<typeof GuestState>

/**
 * Every request that a host's agent answers. Each may be repeated: a second `prepareServer` finds its files and does
 * nothing, a second `destroyServer` finds nothing and says so by success.
 */
export const hostOperations = {
  ...cacheOperations,
  /** What the host is and has. */
  describe: { request: z.strictObject({}), answer: HostFacts },
  /** Image, disks, config drive, network: all that must be there before the guest starts. Reports bytes. */
  prepareServer: { request: z.strictObject({ spec: ServerSpec }), answer: z.object({ imageFetched: z.boolean() }) },
  /** Defines and starts the guest, and answers once libvirt says that it runs. */
  startServer: {
    request: z.strictObject({
      spec: ServerSpec,
      /** Its CPUs wait for `unpauseServer`. */ paused: z.boolean().optional(),
    }),
    answer: GuestState,
  },
  /** Ends and undefines the guest and gives back its network; its files stay. */
  destroyServer: { request: z.strictObject({ serverId: ServerId }), answer: z.object({}) },
  /**
   * Removes the files, and gives back the network of a server that never got a guest; the directory is renamed `_del`
   * first, so that a half-removed one is never taken for a server.
   */
  removeServerFiles: { request: z.strictObject({ serverId: ServerId }), answer: z.object({}) },
  /**
   * Asks the guest to shut itself down, and cuts its power when it has not within `timeoutSec` (the host's setting when
   * absent; 0 cuts at once). A guest that is off, or unknown (`nostate`), is success.
   */
  stopServer: {
    request: z.strictObject({ serverId: ServerId, timeoutSec: z.int().min(0).optional() }),
    answer: GuestState.extend({ /** False when its power was cut. */ graceful: z.boolean() }),
  },
  /**
   * `soft` shuts the guest down and starts it again, and turns into `hard` after `timeoutSec`; `hard` cuts its power,
   * writes its definition anew from the spec and starts it. The answer tells which of the two it was.
   */
  rebootServer: {
    request: z.strictObject({
      spec: ServerSpec,
      kind: z.enum(['soft', 'hard']),
      timeoutSec: z.int().min(0).optional(),
    }),
    answer: GuestState.extend({ kind: z.enum(['soft', 'hard']) }),
  },
  pauseServer: { request: z.strictObject({ serverId: ServerId }), answer: GuestState },
  unpauseServer: { request: z.strictObject({ serverId: ServerId }), answer: GuestState },
  /** Saves the guest's memory on the host and switches it off. Reports bytes. */
  suspendServer: { request: z.strictObject({ serverId: ServerId }), answer: GuestState },
  /** Goes on from the saved memory; boots when there is none. */
  resumeServer: { request: z.strictObject({ spec: ServerSpec }), answer: GuestState },
  guestState: {
    request: z.strictObject({ serverId: ServerId }),
    answer: GuestState.extend({ bootId: HostFacts.shape.bootId }),
  },
  listGuests: {
    request: z.strictObject({}),
    answer: z.object({ guests: z.array(GuestState), bootId: HostFacts.shape.bootId }),
  },
  /** The last `lines` lines (all when absent, at most 1 MiB) of the serial console. */
  readConsole: {
    request: z.strictObject({ serverId: ServerId, lines: z.int().min(0).optional() }),
    answer: z.object({ text: z.string() }),
  },
  ...liveOperations,
  ...snapshotOperations,
  ...imageCacheOperations,
  ...rescueOperations,
  ...networkOperations,
  ...guestCareOperations,
  ...resizeOperations,
} as const

export type HostOperation = keyof typeof hostOperations
export type HostRequest<O extends HostOperation> = z.input<(typeof hostOperations)[O]['request']>
export type HostAnswer<O extends HostOperation> = z.output<(typeof hostOperations)[O]['answer']>

/** One guest's life as libvirt told it; published on `events.<host word>.guest`. */
export const GuestEvent = z.object({
  host: HostName,
  serverId: ServerId,
  event: z.enum([
    'started',
    'suspended',
    'resumed',
    'stopped',
    'shutdown',
    'crashed',
    'undefined',
    'defined',
    'pmsuspended',
  ]),
  detail: z.string(),
  power: PowerStateName,
  bootId: HostFacts.shape.bootId,
  at: z.string(),
})
export type GuestEvent = z.infer<typeof GuestEvent>

/** A host name as one word of a subject. */
export const hostWord = (host: HostName): string => host.replaceAll('.', '_')

export const hostSubject = (host: HostName, operation: HostOperation): string => `host.${hostWord(host)}.${operation}`
export const guestEventSubject = (host: HostName): string => `events.${hostWord(host)}.guest`
export const heartbeatSubject = (host: HostName): string => `events.${hostWord(host)}.heartbeat`

/** Asks one host, with both sides' shapes checked. */
export async function askHost<O extends HostOperation>(
  bus: Bus,
  host: HostName,
  operation: O,
  request: HostRequest<O>,
  options: RequestOptions,
): Promise<HostAnswer<O>> {
  const answer = await bus.request(hostSubject(host, operation), request, options)
  return hostOperations[operation].answer.parse(answer) as HostAnswer<O>
}

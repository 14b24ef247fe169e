import { z } from 'zod'
import { ServerId } from '../../model/ids.ts'

const count = z.number()

/** What a guest used since it was started, as libvirt counts it. */
export const GuestDiagnostics = z.object({
  state: z.string(),
  memoryMaxMiB: count,
  memoryUsedMiB: count,
  cpus: z.array(z.object({ id: z.int(), timeNs: count })),
  disks: z.array(
    z.object({
      target: z.string(),
      readBytes: count,
      readRequests: count,
      writeBytes: count,
      writeRequests: count,
      errors: count,
    }),
  ),
  nics: z.array(
    z.object({
      mac: z.string(),
      device: z.string(),
      rxBytes: count,
      rxPackets: count,
      rxErrors: count,
      rxDrop: count,
      txBytes: count,
      txPackets: count,
      txErrors: count,
      txDrop: count,
    }),
  ),
  /** As libvirt names them; KiB, but for faults. */
  memory: z.record(z.string(), count),
  /** NUMA cells of the guest; empty when it has none of its own. */
  cells: z.array(
    z.object({
      memoryMiB: count,
      vcpus: z.array(z.int()),
      hostCell: z.int().optional(),
      pins: z.record(z.string(), z.int()),
    }),
  ),
  hugePageKiB: z.int().optional(),
})
export type GuestDiagnostics = z.infer<typeof GuestDiagnostics>

/** Looking after a guest that is there. */
export const guestCareOperations = {
  /** What the guest uses. `conflict` when it does not run and figures of a running one are asked for. */
  diagnoseServer: {
    request: z.strictObject({ serverId: ServerId, running: z.boolean() }),
    answer: GuestDiagnostics,
  },
  /** Sets a user's password through the guest's agent. */
  setGuestPassword: {
    request: z.strictObject({ serverId: ServerId, user: z.string().min(1).max(255), password: z.string().max(255) }),
    answer: z.object({}),
  },
  /** Has the guest's kernel dump its memory, by a non-maskable interrupt. */
  crashDump: { request: z.strictObject({ serverId: ServerId }), answer: z.object({}) },
} as const

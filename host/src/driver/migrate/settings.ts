import { z } from 'zod'

/** How this host's guests move while they run; the source's settings count. */
export const MigrationSettings = z.strictObject({
  address: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/)
    .optional()
    .describe(
      'Name or address by which other hosts’ libvirt reaches this one; when absent the one that it joined with, else its host name.',
    ),
  tls: z
    .boolean()
    .default(true)
    .describe(
      'Memory, disks and commands travel encrypted, both sides proved by certificate. false is for one’s own wire.',
    ),
  pkiDirectory: z
    .string()
    .startsWith('/')
    .optional()
    .describe(
      'Where libvirt, as a client, finds cacert.pem, clientcert.pem and clientkey.pem; libvirt’s own when absent.',
    ),
  tunnelled: z
    .boolean()
    .default(false)
    .describe('Send all through libvirt’s own connection: one port, slower, and no disks.'),
  autoConverge: z
    .boolean()
    .default(false)
    .describe('Slow a guest down that writes memory faster than it can be sent, until it can.'),
  emulatedMemory: z
    .enum(['paused', 'live'])
    .default('paused')
    .describe(
      'Emulated guests only (virtType qemu). paused: the guest stands still while its memory is sent; its disks travel before that. live: it runs on, and QEMU may lose some of what it writes meanwhile, after which it may hang.',
    ),
  postCopy: z
    .boolean()
    .default(false)
    .describe(
      'A move that takes too long may go on at the destination with memory still here. Losing the link then loses the guest.',
    ),
  parallelConnections: z.int().min(1).max(64).default(1).describe('TCP connections that memory is sent by.'),
  bandwidthMiBps: z.int().min(0).max(1_000_000).default(0).describe('Most MiB a second for one move; 0 is no limit.'),
  maxDowntimeMs: z
    .int()
    .min(100)
    .max(60_000)
    .default(500)
    .describe('Longest pause that a guest may see. Lower means longer copying, or copying that never ends.'),
  downtimeSteps: z.int().min(3).max(100).default(10).describe('In how many steps the pause grows up to it.'),
  downtimeDelaySec: z
    .number()
    .min(0.1)
    .max(3600)
    .default(75)
    .describe('Seconds per GiB of memory and disk between those steps.'),
  timeoutSecPerGiB: z
    .number()
    .min(0)
    .default(800)
    .describe('A move that takes more seconds per GiB of memory and disk is ended by onTimeout; 0 waits for ever.'),
  onTimeout: z
    .enum(['abort', 'force-complete'])
    .default('abort')
    .describe('abort: the guest stays. force-complete: post-copy where allowed, else it is paused until all is sent.'),
  call: z
    .enum(['auto', 'uri3', 'uri2', 'uri'])
    .default('auto')
    .describe('Which of libvirt’s calls moves it: the newest that both hosts know. The others are for trying them.'),
  assumedMiBps: z
    .int()
    .min(1)
    .default(400)
    .describe('What a forecast takes for the link’s speed before this host has moved anything.'),
})
export type MigrationSettings = z.infer<typeof MigrationSettings>

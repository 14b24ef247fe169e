import { z } from 'zod'
import { logLevels } from './log/log.ts'

/** Where state lives, and how much of it is kept. */
export const StoreSettings = z.strictObject({
  connectionString: z
    .string()
    .optional()
    .describe(
      'postgres://user:password@host:5432/database of a PostgreSQL 15 or newer of yours. Left out: a private server, made and run by Kilonova under the state directory.',
    ),
  connections: z
    .int()
    .min(4)
    .max(200)
    .default(12)
    .describe('Connections at most. Each costs the server about 5 MB while open; too few make requests wait.'),
  postgresBinaries: z
    .string()
    .optional()
    .describe('Directory that holds postgres and initdb. Left out: the newest of /usr/lib/postgresql/*/bin.'),
})

export const FlowSettings = z.strictObject({
  parallel: z
    .int()
    .min(1)
    .max(10_000)
    .default(256)
    .describe('Flows that one controller works on at the same time; the rest waits its turn.'),
  leaseMs: z
    .int()
    .min(1000)
    .max(60_000)
    .default(3500)
    .describe(
      'A controller silent for this many milliseconds loses its flows to another. Longer: slower take-over; shorter: a slow store costs flows their owner.',
    ),
  keepDays: z
    .int()
    .min(1)
    .default(30)
    .describe('Finished flows are shown for this many days, then their journal is removed.'),
})
export type FlowSettings = z.output<typeof FlowSettings>

export const CoreSettings = z.strictObject({
  log: z
    .strictObject({ level: z.enum(logLevels).default('info').describe('debug, info, warn, error or silent.') })
    .prefault({}),
  store: StoreSettings.prefault({}),
  flows: FlowSettings.prefault({}),
})
export type CoreSettings = z.output<typeof CoreSettings>

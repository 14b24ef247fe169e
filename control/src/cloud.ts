import type { Bus, DiskFormat, FlowEngine, Log, Store } from '@kilonova/core'
import type { Flows } from './conductor/flows.ts'
import type { ServerNewsDesk } from './conductor/server-news.ts'
import type { Directory } from './services/identity/directory.ts'
import type { Tokens } from './services/identity/tokens.ts'
import type { ImageFiles } from './services/images/image-files.ts'
import type { Scheduler } from './scheduler/scheduler.ts'
import type { ManyHosts } from './services/hosts/many-hosts.ts'
import type { SharedReads } from './services/shared-reads.ts'
import type { ControlSettings } from './settings.ts'

/**
 * Looks into an uploaded image before any program opens it.
 * @throws {Fault} `imageRefused` with the reason.
 */
export type InspectImage = (
  file: { readonly path: string; readonly declaredFormat: DiskFormat },
  options: { readonly signal: AbortSignal },
) => Promise<{ readonly virtualSizeBytes: number }>

/** What flows work with. */
export interface CloudParts {
  readonly store: Store
  readonly bus: Bus
  readonly log: Log
  readonly settings: ControlSettings
  readonly scheduler: Scheduler
  readonly reads: SharedReads
  readonly tokens: Tokens
  readonly directory: Directory
  readonly imageFiles: ImageFiles
  /** Seals what the journal may carry but nobody may read. */
  readonly sealKey: Buffer
  readonly inspectImage: InspectImage | undefined
  /** Absent where there is no bus to other machines. */
  readonly manyHosts: ManyHosts | undefined
}

/** What routes work with: all of that, and the flows themselves. */
export interface Cloud extends CloudParts {
  readonly engine: FlowEngine
  readonly flows: Flows
  readonly news: ServerNewsDesk
}

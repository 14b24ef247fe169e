import type { Output } from '../output/output.ts'
import type { CloudSession } from '../client/session.ts'

/** What every command is given: where it runs, where its words go, and what ends it. */
export interface CommandContext {
  readonly output: Output
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  /** Aborts on the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
}

export interface ClientOptions {
  readonly osCloud?: string
  readonly json?: boolean
}

/** Logs in to the cloud that the options and the environment name. */
export async function connect(context: CommandContext, options: ClientOptions): Promise<CloudSession> {
  const [{ findCloud }, { openSession }, { stateDirectoryOf }] = await Promise.all([
    import('../client/clouds.ts'),
    import('../client/session.ts'),
    import('../state-directory.ts'),
  ])
  const cloud = await findCloud({
    name: options.osCloud,
    env: context.env,
    cwd: context.cwd,
    stateDirectory: stateDirectoryOf(undefined, context.env),
  })
  return openSession(cloud, context.signal)
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { HostName } from '@kilonova/core'
import { joinCloud } from '@kilonova/host'
import type { CommandContext } from '../commands/context.ts'
import { examine } from '../doctor/doctor.ts'
import { Problem } from '../problem.ts'
import { stateDirectoryOf } from '../state-directory.ts'
import { prepareState } from '../up/prepare-state.ts'
import { type AgentCommandOptions, readHostSettings, runAgent } from './agent.ts'
import { ownHostName } from './start-host.ts'

export interface JoinCommandOptions extends AgentCommandOptions {
  readonly name?: string
  readonly address?: string
  readonly tokenFile?: string
  readonly start: boolean
}

const tokenVariable = 'KILONOVA_JOIN_TOKEN'
/** Not asked of a host: it has no store and no API of its own. */
const controllerChecks = new Set(['PostgreSQL', 'API address'])

/** Checks the machine, makes it a host of the token's cloud, and runs its agent. */
export async function join(
  context: CommandContext,
  given: string | undefined,
  options: JoinCommandOptions,
): Promise<void> {
  const token = await readToken(context, given, options)
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  const host = options.name === undefined ? ownHostName() : checkedName(options.name)
  await checkMachine(context, options, stateDirectory)
  await using stack = new AsyncDisposableStack()
  const lock = await prepareState(stateDirectory)
  stack.defer(() => lock.release())
  const settings = await readHostSettings(context, options, stateDirectory)
  const record = await joinCloud({
    ...{ stateDirectory, host, token, signal: context.signal, doorPort: settings.host.doorPort },
    ...(options.address === undefined ? {} : { address: options.address }),
  })
  context.output.print(`joined  as ${host}`)
  if (!options.start) return context.output.note('next: kilonova agent')
  await runAgent(context, options, { stateDirectory, record }, stack)
}

/** On the command line every user of the machine can read it while we run: hence the other ways. */
async function readToken(
  { env }: CommandContext,
  given: string | undefined,
  { tokenFile }: JoinCommandOptions,
): Promise<string> {
  const fromEnvironment = env[tokenVariable]
  if (given === '-' || tokenFile === '-') return text(process.stdin)
  if (tokenFile !== undefined) {
    return readFile(tokenFile, 'utf8').catch((cause: unknown) => {
      throw new Problem(`${tokenFile} cannot be read`, { cause, next: 'name a file with --token-file', exit: 'usage' })
    })
  }
  const token = given ?? fromEnvironment
  if (token !== undefined && token !== '') return token
  throw new Problem('no join token was given', {
    next: `give it as argument, in ${tokenVariable}, with --token-file FILE, or \`-\` for the standard input`,
    exit: 'usage',
  })
}

async function text(stream: AsyncIterable<Buffer | string>): Promise<string> {
  let all = ''
  for await (const chunk of stream) all += String(chunk)
  return all
}

function checkedName(name: string): HostName {
  const host = HostName.safeParse(name)
  if (host.success) return host.data
  throw new Problem(`${name} is no host name`, { next: 'use letters, digits, - and dots', exit: 'usage' })
}

async function checkMachine(
  context: CommandContext,
  options: JoinCommandOptions,
  stateDirectory: string,
): Promise<void> {
  const results = await examine({
    env: context.env,
    stateDirectory,
    listen: { address: '127.0.0.1', port: 0 },
    libvirtUri: options.libvirt,
    signal: context.signal,
  })
  const faults = results.filter(({ name, state }) => state === 'broken' && !controllerChecks.has(name))
  for (const { name, says, next } of faults)
    context.output.note(`${name}: ${says}${next === undefined ? '' : ` → ${next}`}`)
  if (faults.length === 0) return
  throw new Problem(`this machine can not be a host yet: ${faults.map(({ name }) => name).join(', ')}`, {
    next: 'do what stands beside each fault, then join again: the token was not used',
  })
}

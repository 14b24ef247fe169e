import { existsSync } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { CommandContext } from '../commands/context.ts'
import { Problem } from '../problem.ts'
import { stateDirectoryOf } from '../state-directory.ts'

export interface UnitOptions {
  readonly install?: boolean
  readonly for?: string
  readonly state?: string
}

const unitOf: Readonly<Record<string, string>> = { controller: 'kilonova.service', agent: 'kilonova-agent.service' }
const unitDirectory = '/etc/systemd/system'

/** Prints the unit of what this machine is, or installs it and says how it is started. */
export async function units(context: CommandContext, options: UnitOptions): Promise<void> {
  const stateDirectory = resolve(context.cwd, stateDirectoryOf(options.state, context.env))
  const which = options.for ?? whatThisIs(stateDirectory)
  const name = unitOf[which]
  if (name === undefined) {
    throw new Problem(`there is no unit for ${which}`, { next: 'choose controller or agent', exit: 'usage' })
  }
  const text = await unitText(name, stateDirectory)
  if (options.install !== true) {
    context.output.print(text.trimEnd())
    return context.output.note(
      `next: kilonova units --for ${which} --install, or put this into ${unitDirectory}/${name}`,
    )
  }
  const path = join(unitDirectory, name)
  try {
    await replace(path, text)
  } catch (cause) {
    throw new Problem(`${path} was not written`, { cause, next: 'run as root on a machine with systemd' })
  }
  context.output.note(`${path} is written; next: systemctl daemon-reload && systemctl enable --now ${name}`)
}

/** A joined host that has no store of its own has an agent only. */
const whatThisIs = (stateDirectory: string): string =>
  existsSync(join(stateDirectory, 'membership')) && !existsSync(join(stateDirectory, 'secret.key'))
    ? 'agent'
    : 'controller'

async function unitText(name: string, stateDirectory: string): Promise<string> {
  const values: Readonly<Record<string, string>> = {
    PROGRAM: quoted(resolve(import.meta.dirname, '../../bin/kilonova')),
    STATE: quoted(stateDirectory),
    WHOLE: stateDirectory.replaceAll('%', '%%'), // where a line is one value, quotes would be a part of it
    PATH: quoted(`${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`),
  }
  const text = await readFile(join(import.meta.dirname, name), 'utf8')
  return text.replaceAll(/@([A-Z]+)@/g, (whole, key: string) => values[key] ?? whole)
}

/** As systemd reads a word: percent signs are its own, and spaces end it. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%')
  return /^[\w@%+=:,./-]+$/.test(plain) ? plain : `"${plain.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

async function replace(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  await using file = await open(fresh, 'w', 0o644)
  await file.writeFile(text)
  await file.sync()
  await rename(fresh, path)
}

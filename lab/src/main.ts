// The command line of the lab: `npm run lab -- …`. Machine-readable answers go to stdout, the rest to stderr.
import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLive, listLabs, removeLab } from './claim.ts'
import { hostEnvironment, spawnInHost } from './enter-host.ts'
import { testGuest } from './guest.ts'
import { openLab, raiseLab } from './lab.ts'
import type { LabHost } from './lab-host.ts'
import { LabError } from './lab-error.ts'
import { type LabOptions, labsDir } from './layout.ts'
import { exitCodeOf } from './run.ts'

const usage = `npm run lab -- COMMAND [options]

  up [N]                 start a lab of N hosts (2), h1 … hN
  down                   switch all off and remove everything
  status                 hosts, addresses and whether they are up
  exec HOST CMD…         run in the host; stdin, output and exit code are the program's
  ssh HOST CMD…          the same through the host's sshd
  spawn HOST LOG CMD…    run in the background, output into LOG; prints the process number outside
  crash HOST | boot HOST power cut, and start again with the same disks
  net HOST down|up       pull out and plug in the network cable
  uri HOST [tcp|tls|ssh|unix]
  pid HOST               process number, outside, of the host's init
  guest                  make the test guest and print its paths as JSON

Options: --name NAME (lab)  --dir DIR (/var/tmp/kilonova-lab)  --net 10.90.0  --no-libvirtd  --virtlogd  --cgroups
  --shared bind|glusterfs (one instances directory)  --state DIR (/var/lib/kilonova)  --bind DIR (may repeat)
For exec, ssh and spawn the options stand before HOST.
Exit codes: 0 done, 1 failed, 2 wrong use; exec and ssh: the program's own.`

const optionTypes = {
  name: { type: 'string' },
  dir: { type: 'string' },
  net: { type: 'string' },
  state: { type: 'string' },
  bind: { type: 'string', multiple: true },
  shared: { type: 'string' },
  'no-libvirtd': { type: 'boolean' },
  virtlogd: { type: 'boolean' },
  cgroups: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

class UsageError extends Error {}

/** Splits our own options from a program's: after exec, ssh and spawn HOST, everything belongs to the program. */
function parse(argv: string[]) {
  const config = { args: argv, options: optionTypes, allowPositionals: true, tokens: true, strict: false } as const
  const positionals = parseArgs(config).tokens.filter((token) => token.kind === 'positional')
  const [command, host] = positionals
  const passes = ['exec', 'ssh', 'spawn'].includes(command?.value ?? '') && host !== undefined
  const end = passes ? host.index + 1 : argv.length
  const { values, positionals: ours } = parseArgs({ ...config, args: argv.slice(0, end), tokens: false, strict: true })
  const [name = '', ...operands] = [...ours, ...argv.slice(end)]
  return { values, command: name, operands }
}

type Values = ReturnType<typeof parse>['values']

function labOptions(values: Values, hosts: number): LabOptions {
  const shared = values.shared ?? 'no'
  if (shared !== 'no' && shared !== 'bind' && shared !== 'glusterfs') throw new UsageError('--shared bind or glusterfs')
  return {
    hosts,
    name: values.name ?? 'lab',
    sharedInstances: shared,
    libvirtd: values['no-libvirtd'] !== true,
    virtlogd: values.virtlogd === true,
    cgroups: values.cgroups === true,
    ...(values.dir === undefined ? {} : { dir: values.dir }),
    ...(values.net === undefined ? {} : { net: values.net }),
    ...(values.state === undefined ? {} : { stateDir: values.state }),
    ...(values.bind === undefined ? {} : { binds: values.bind }),
  }
}

async function up(values: Values, count: string): Promise<number> {
  const hosts = Number(count)
  if (!Number.isInteger(hosts) || hosts < 1 || hosts > 99)
    throw new UsageError(`up wants 1 to 99 hosts, not '${count}'`)
  const lab = await raiseLab(labOptions(values, hosts))
  process.stderr.write(`lab ${lab.name} is up: ${lab.dir}\n`)
  return 0
}

async function status(): Promise<number> {
  for (const record of await listLabs()) {
    const life = record.owner === undefined ? 'stands until down' : `ends with process ${record.owner.pid}`
    process.stdout.write(`${record.name}  ${record.net}.0/24  ${record.dir}  ${isLive(record) ? life : 'dead'}\n`)
    for (const host of openLab(record.name, { dir: record.dir.slice(0, -record.name.length - 1) }).hosts) {
      process.stdout.write(
        `  ${host.name}  ${host.address}  ${host.initPid === undefined ? 'down' : `init=${host.initPid}`}\n`,
      )
    }
  }
  return 0
}

function foreground(argv: readonly string[]): number {
  const {
    status: code,
    signal,
    error,
  } = spawnSync(argv[0] ?? '', argv.slice(1), {
    stdio: 'inherit',
    env: hostEnvironment(),
  })
  if (error !== undefined) throw error
  return exitCodeOf(code, signal)
}

async function background(host: LabHost, operands: string[]): Promise<number> {
  const [log, ...argv] = operands
  if (log === undefined || argv.length === 0) throw new UsageError('spawn HOST LOG CMD…')
  openSync(log, 'a') // refused here rather than lost in the background
  const program = await spawnInHost(host.enterCommand(argv), log, hostEnvironment())
  if (program.pid === 0) return program.exited
  process.stdout.write(`${program.pid}\n`)
  return 0
}

async function onHost(host: LabHost, command: string, operands: string[], dir: string): Promise<number> {
  const [first = ''] = operands
  switch (command) {
    case 'exec':
      return foreground(host.enterCommand(operands))
    case 'ssh': {
      const known = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR']
      return foreground(['ssh', '-i', `${dir}/ssh/id_ed25519`, ...known, `root@${host.address}`, ...operands])
    }
    case 'spawn':
      return background(host, operands)
    case 'crash':
      await host.crash()
      return 0
    case 'boot':
      await host.boot()
      return 0
    case 'net':
      if (first !== 'up' && first !== 'down') throw new UsageError('net HOST up|down')
      await host.net(first)
      return 0
    case 'uri':
      if (!['', 'unix', 'tcp', 'tls', 'ssh'].includes(first)) throw new UsageError('uri HOST [tcp|tls|ssh|unix]')
      process.stdout.write(`${host.libvirtUri((first || 'tcp') as 'tcp')}\n`)
      return 0
    case 'pid':
      if (host.initPid === undefined) throw new LabError(`${host.name} is down`)
      process.stdout.write(`${host.initPid}\n`)
      return 0
    default:
      throw new UsageError(`there is no command '${command}'`)
  }
}

async function main(argv: string[]): Promise<number> {
  const { values, command, operands } = parse(argv)
  const place = values.dir === undefined ? {} : { dir: values.dir }
  const name = values.name ?? 'lab'
  if (values.help === true || command === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  switch (command) {
    case '':
      throw new UsageError('which command?')
    case 'up':
      return up(values, operands[0] ?? '2')
    case 'down':
      await removeLab(`${labsDir(place)}/${name}`)
      return 0
    case 'status':
      return status()
    case 'guest':
      process.stdout.write(
        `${JSON.stringify(await testGuest({ onProgress: (line) => process.stderr.write(`${line}\n`) }), null, 2)}\n`,
      )
      return 0
    default: {
      const [hostName = '', ...rest] = operands
      const lab = openLab(name, place)
      return onHost(lab.host(hostName), command, rest, lab.dir)
    }
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const usageFault = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(usageFault ? `${message}\n\n${usage}\n` : `error: ${message}\n`)
  for (let cause = (error as Error).cause; cause instanceof Error; cause = cause.cause) {
    process.stderr.write(`  cause: ${cause.message}\n`)
  }
  process.exitCode = usageFault ? 2 : 1
}
// A background program in a host goes on without us; its handles must not hold this process.
process.exit()

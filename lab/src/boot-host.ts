import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { capabilitiesDir } from './capabilities.ts'
import { cgroupDirs, hostInit, killInit } from './claim.ts'
import { pidBehind } from './enter-host.ts'
import { isAlive, type LabRecord, processIdentity, programBinds } from './layout.ts'
import { LabError } from './lab-error.ts'
import { hostAddress, hostPaths } from './prepare-host.ts'
import { mustRun, run } from './run.ts'

/** Starts the host's init in fresh namespaces, plugs its cable in and waits until its daemons answer. */
export async function bootHost(lab: LabRecord, number: number): Promise<void> {
  if (hostInit(lab.dir, number) !== undefined) throw new LabError(`h${number} of lab ${lab.name} is up already`)
  const { dir, init } = hostPaths(lab, number)
  if (lab.cgroups) for (const path of cgroupDirs(lab, number)) mkdirSync(path, { recursive: true })
  const pid = await startInit(lab, number)
  const identity = processIdentity(pid)
  if (identity === undefined) throw new LabError(initEnded(lab, number))
  writeFileSync(init, JSON.stringify(identity))
  try {
    const cable = `${lab.bridge}h${number}`
    const peer = ['peer', 'name', 'eth0', 'address', cardAddress(number), 'netns', String(pid)]
    await mustRun(['ip', 'link', 'add', cable, 'type', 'veth', ...peer])
    await mustRun(['ip', 'link', 'set', cable, 'master', lab.bridge, 'up'])
    await until(`h${number}: its init did not come up, see ${dir}/init.log`, () => {
      if (!isAlive(identity)) throw new LabError(initEnded(lab, number))
      return existsSync(`/proc/${pid}/root/run/lab-host`)
    })
    await until(`h${number}: sshd does not answer, see ${dir}/sshd.log`, () => tcpAnswers(hostAddress(lab, number), 22))
    if (lab.libvirtd) await libvirtdReady(lab, number)
  } catch (cause) {
    // Whichever step noticed first: one that was cut short by it would hide why.
    const ended = isAlive(identity) ? undefined : new LabError(initEnded(lab, number), { cause })
    await cutPower(lab, number)
    throw ended ?? cause
  }
}

function initEnded(lab: LabRecord, number: number): string {
  return `h${number}: its init ended: ${tail(join(hostPaths(lab, number).dir, 'init.log'))}`
}

/** Ends everything that runs in the host, with no chance to say goodbye; its disks stay. */
export async function cutPower(lab: LabRecord, number: number): Promise<void> {
  const pid = hostInit(lab.dir, number)
  if (pid !== undefined) await killInit(pid)
  // The kernel removes the namespace's links a moment after its last process; a boot right after must not meet them.
  await run(['ip', 'link', 'del', `${lab.bridge}h${number}`])
}

/** The host's libvirt socket as a path that works outside the host, for as long as the host is up. */
export function libvirtSocketPath(lab: LabRecord, number: number): string {
  return `/proc/${hostInit(lab.dir, number) ?? 0}/root/run/libvirt/libvirt-sock`
}

/** Waits until the host's libvirtd answers a call, which it does only when all of its drivers have started. */
export async function libvirtdReady(lab: LabRecord, number: number): Promise<void> {
  const { dir } = hostPaths(lab, number)
  await until(`h${number}: libvirtd does not answer, see ${dir}/libvirtd.out`, () =>
    libvirtAnswers(libvirtSocketPath(lab, number)),
  )
}

async function startInit(lab: LabRecord, number: number): Promise<number> {
  const { dir } = hostPaths(lab, number)
  const tied = lab.owner?.pid === process.pid
  const log = openSync(join(dir, 'init.log'), 'w')
  // --kill-child: the init goes with its holder; pdeathsig: and the holder with the process that owns the lab.
  const child = spawn(
    'setpriv',
    [
      ...(tied ? ['--pdeathsig', 'KILL'] : []),
      ...['unshare', '--net', '--mount', '--uts', '--ipc', '--pid', ...(lab.cgroups ? ['--cgroup'] : [])],
      ...['--fork', '--kill-child=KILL', 'sh', join(import.meta.dirname, 'host-init.sh')],
    ],
    { detached: true, stdio: ['ignore', log, log], env: initEnvironment(lab, number), cwd: '/' },
  )
  closeSync(log)
  child.unref()
  const pid = await pidBehind(child)
  if (pid === undefined) throw new LabError(initEnded(lab, number))
  return pid
}

function initEnvironment(lab: LabRecord, number: number): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    HOME: '/root',
    ...(lab.testRun === undefined ? {} : { KILONOVA_TEST_RUN: lab.testRun }),
    HOST: `h${number}`,
    ADDRESS: hostAddress(lab, number),
    GATEWAY: `${lab.net}.254`,
    DIR: hostPaths(lab, number).dir,
    LAB: lab.dir,
    STATE: lab.stateDir,
    BINDS: [...programBinds(), ...lab.binds].join('\n'),
    LIBVIRTD: lab.libvirtd ? '1' : '',
    VIRTLOGD: lab.virtlogd ? '1' : '',
    CGROUPS: lab.cgroups ? '1' : '',
    SHARED: lab.sharedInstances,
    TCP_RETRIES: String(lab.tcpRetries),
    CAPABILITIES: capabilitiesDir(),
  }
}

async function until(complaint: string, done: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await done())) {
    if (Date.now() > deadline) throw new LabError(complaint)
    await sleep(10)
  }
}

/** The same after each boot: with a new one, neighbours would talk to the old one for up to half a minute. */
function cardAddress(number: number): string {
  return `02:6c:61:62:00:${number.toString(16).padStart(2, '0')}`
}

async function tcpAnswers(host: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ host, port }, () => resolve(true))
  socket.once('error', () => resolve(false))
  // A lost first packet is sent again after 1, 3, 7 … seconds by the kernel: a new try is sooner.
  socket.setTimeout(300, () => resolve(false))
  try {
    return await promise
  } finally {
    socket.destroy()
  }
}

/** Sends REMOTE_PROC_AUTH_LIST (66), the first call of any session, and waits for the first byte of an answer. */
async function libvirtAnswers(path: string): Promise<boolean> {
  const call = Buffer.alloc(28)
  for (const [index, word] of [28, 0x2000_8086, 1, 66, 0, 0, 0].entries()) call.writeUInt32BE(word, index * 4)
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect({ path }, () => socket.write(call))
  socket.once('data', () => resolve(true))
  socket.once('error', () => resolve(false))
  socket.once('close', () => resolve(false))
  socket.setTimeout(5000, () => resolve(false))
  try {
    return await promise
  } finally {
    socket.destroy()
  }
}

function tail(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().slice(-1000) || '(it said nothing)'
  } catch {
    return '(no log)'
  }
}

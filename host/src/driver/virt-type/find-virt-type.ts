import { constants } from 'node:fs'
import { access, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { release } from 'node:os'
import { join } from 'node:path'
import { type Log } from '@kilonova/core'
import { z } from 'zod'
import { runProbe } from './run-probe.ts'

export interface VirtTypeOptions {
  readonly setting: 'auto' | 'kvm' | 'qemu'
  readonly stateDirectory: string
  readonly log: Log
  readonly signal?: AbortSignal
  readonly qemuPath?: string
  readonly devicePath?: string
  /** After which a busy machine has not told. @see ProbeOptions */
  readonly timeLimitMs?: number
}

export interface VirtTypeAnswer {
  readonly virtType: 'kvm' | 'qemu'
  readonly reason: string
  readonly remembered: boolean
}

const Remembered = z.object({ key: z.string(), virtType: z.enum(['kvm', 'qemu']), reason: z.string() })

/** The file in the state directory that holds the answer; removing it has the question asked anew. */
export const rememberedFile = 'virt-type.json'

/**
 * How guests execute on this host. A /dev/kvm that is there may still be unable to run a stock kernel, so a tiny guest
 * is started once per kernel, processor and QEMU; the answer is remembered in the state directory. When nothing can be
 * proved it is `qemu`: slow, but right.
 */
export async function findVirtType(options: VirtTypeOptions): Promise<VirtTypeAnswer> {
  if (options.setting !== 'auto') {
    return { virtType: options.setting, reason: 'libvirt.virtType says so', remembered: false }
  }
  const device = options.devicePath ?? '/dev/kvm'
  if (!(await usable(device)))
    return { virtType: 'qemu', reason: `${device} is not there or not ours`, remembered: false }
  const qemuPath = options.qemuPath ?? '/usr/bin/qemu-system-x86_64'
  const key = await hostKey(qemuPath)
  const path = join(options.stateDirectory, rememberedFile)
  const known = await recall(path)
  if (known?.key === key) return { virtType: known.virtType, reason: known.reason, remembered: true }
  const answer = await ask(options, qemuPath)
  if (answer.decided) await remember(path, { key, virtType: answer.virtType, reason: answer.reason })
  return { virtType: answer.virtType, reason: answer.reason, remembered: false }
}

async function ask(options: VirtTypeOptions, qemuPath: string) {
  const result = await runProbe({
    qemuPath,
    accelerator: 'kvm',
    directory: options.stateDirectory,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    ...(options.timeLimitMs === undefined ? {} : { timeLimitMs: options.timeLimitMs }),
  })
  const virtType = result.outcome === 'works' ? ('kvm' as const) : ('qemu' as const)
  const reason = result.outcome === 'works' ? result.detail : `KVM cannot run a kernel here: ${result.detail}`
  options.log.info('virt type found', {
    virtType,
    outcome: result.outcome,
    reason,
    step: result.step,
    tookMs: result.tookMs,
  })
  return { virtType, reason, decided: result.outcome !== 'undecided' }
}

async function usable(device: string): Promise<boolean> {
  try {
    await access(device, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** What the answer holds for: this kernel, this processor, this QEMU. */
async function hostKey(qemuPath: string): Promise<string> {
  const [cpus, qemu] = await Promise.all([
    readFile('/proc/cpuinfo', 'utf8').catch(() => ''),
    stat(qemuPath)
      .then((found) => `${found.size}:${Math.round(found.mtimeMs)}`)
      .catch(() => 'none'),
  ])
  const model = /^model name\s*:\s*(.*)$/m.exec(cpus)?.[1] ?? 'unknown processor'
  return `${release()} / ${model} / ${qemuPath} ${qemu}`
}

async function recall(path: string): Promise<z.infer<typeof Remembered> | undefined> {
  try {
    return Remembered.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

async function remember(path: string, answer: z.infer<typeof Remembered>): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(`${path}.new`, `${JSON.stringify(answer, null, 2)}\n`)
  await rename(`${path}.new`, path)
}

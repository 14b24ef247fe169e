// `npm run demo`: a real guest on this machine, from nothing to nothing, in a lab host of its own.
import { join } from 'node:path'
import { bytesText, durationText, Output, printTable } from '@kilonova/cli'
import {
  type GuestReport,
  guestReport,
  type Lab,
  type LabHost,
  startLab,
  testGuest,
  type TestGuest,
} from '@kilonova/lab'
import { type CloudApi, type Json, leftovers, nothing, Service } from '../src/index.ts'
import { isDeepStrictEqual } from 'node:util'
import { stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { guestWords } from './guest-words.ts'
import { type Report, Steps } from './steps.ts'

const stepCount = 9
/** What the guest says on its serial console, in the order in which it says it. */
const milestones = ['GUEST-RELEASE', 'GUEST-UP', 'GUEST-CONFIG', 'GUEST-DISK', 'GUEST-IP', 'GUEST-READY']

const output = new Output({ stdout: process.stdout, stderr: process.stderr, env: process.env })
const stop = new AbortController()
process.once('SIGINT', () => stop.abort()).once('SIGTERM', () => stop.abort())
process.exitCode = await main()

async function main(): Promise<number> {
  if (process.getuid?.() !== 0) {
    output.note('error: the demo needs root: it makes a machine of its own out of namespaces')
    output.note('  next:  sudo npm run demo')
    return 1
  }
  const started = performance.now()
  const steps = new Steps(output, stepCount, stop.signal)
  try {
    const report = await show(steps)
    summary(steps, report, performance.now() - started)
    return 0
  } catch (error) {
    if (stop.signal.aborted) {
      output.note('interrupted; everything was cleaned up')
      return 130
    }
    output.note(`error: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

/** The steps. Whatever ends them early, what was made is taken down on the way out. */
async function show(steps: Steps): Promise<GuestReport> {
  const guest = await steps.run('make a test guest', makeGuest)
  await using lab = await steps.run('a machine in namespaces', async () => {
    const value = await startLab({ hosts: 1 })
    return { value, detail: await hypervisorText(value.host('h1')) }
  })
  const host = lab.host('h1')
  await using service = await steps.run('kilonova up', async () => {
    const value = await Service.start(host, { signal: stop.signal })
    return { value, detail: `ready at http://${host.address}:8774` }
  })
  const api = await service.login()
  const image = await steps.run('upload the image', (report) => upload(api, guest, report))
  const { id, asked } = await steps.run('POST /servers → ACTIVE', (report) => build(api, image, report))
  const report = await steps.run('the guest boots', (report) => boot(api, id, asked, report))
  await steps.run('DELETE → gone', async () => {
    await api.delete(id)
    return { value: undefined, detail: 'domain, disks, network and address given back' }
  })
  await steps.run('look for anything left', async () => ({ value: undefined, detail: await nothingLeft(host) }))
  await steps.run('stop the service', () => stopAll(service, lab))
  return report
}

async function makeGuest(report: Report): Promise<{ value: TestGuest; detail: string }> {
  const value = await testGuest({ signal: stop.signal, onProgress: (line) => report(0.5, line) })
  const size = (await Promise.all([value.kernel, value.initrd, value.rootDisk].map((path) => stat(path)))).reduce(
    (sum, one) => sum + one.size,
    0,
  )
  return { value, detail: `Debian kernel and busybox, ${bytesText(size)}` }
}

async function hypervisorText(host: LabHost): Promise<string> {
  const text = await host.mustExec(['virsh', 'version'])
  const [library, qemu] = [
    /Using library: libvirt ([\d.]+)/.exec(text)?.[1],
    /hypervisor: QEMU ([\d.]+)/.exec(text)?.[1],
  ]
  return `libvirt ${library ?? '?'}, QEMU ${qemu ?? '?'}`
}

async function upload(api: CloudApi, guest: TestGuest, report: Report): Promise<{ value: string; detail: string }> {
  const parts = [
    ['kernel', 'aki', guest.kernel],
    ['ramdisk', 'ari', guest.initrd],
  ] as const
  const properties: Record<string, string> = {}
  for (const [index, [name, format, path]] of parts.entries()) {
    report(index / 3, name)
    properties[`${name}_id`] = await api.mustUpload({ name, diskFormat: format, containerFormat: format, bytes: path })
  }
  report(2 / 3, 'disk')
  properties['os_command_line'] = `root=/dev/vda console=ttyS0 ${guest.kernelArguments}` // a second less under emulation
  const value = await api.mustUpload({ name: 'test-guest', diskFormat: 'qcow2', bytes: guest.rootDisk, properties })
  return { value, detail: `kernel, ramdisk and disk; image ${value}` }
}

async function build(
  api: CloudApi,
  image: string,
  report: Report,
): Promise<{ value: { id: string; asked: number }; detail: string }> {
  const asked = performance.now()
  const flavorRef = await api.flavor('m1.tiny')
  const id = await api.create({
    name: 'demo',
    imageRef: image,
    flavorRef,
    config_drive: true,
    metadata: { shown: 'by the demo' },
  })
  for (;;) {
    stop.signal.throwIfAborted()
    const server = await api.until(id, ['ACTIVE', 'BUILD'])
    if (server['status'] === 'ACTIVE') return { value: { id, asked }, detail: addressOf(server) }
    report(Number(server['progress'] ?? 0) / 100, taskOf(server))
    await sleep(20)
  }
}

function taskOf(server: Json): string {
  const task = server['OS-EXT-STS:task_state']
  return typeof task === 'string' ? task : ''
}

function addressOf(server: Json): string {
  const [network, list] = Object.entries(server['addresses'] as Record<string, { addr: string }[]>)[0] ?? ['?', []]
  return `${network} ${list[0]?.addr ?? '?'} on ${String(server['OS-EXT-SRV-ATTR:host'])}`
}

async function boot(
  api: CloudApi,
  id: string,
  asked: number,
  report: Report,
): Promise<{ value: GuestReport; detail: string }> {
  for (;;) {
    stop.signal.throwIfAborted()
    const text = await api.console(id)
    const said = milestones.filter((one) => text.includes(`${one} `))
    report(said.length / milestones.length, said.at(-1) ?? 'its kernel starts')
    const value = guestReport(text)
    if (value.readySeconds !== undefined) {
      return { value, detail: `ready ${durationText(performance.now() - asked)} after the request` }
    }
    if (performance.now() - asked > 180_000) throw new Error('the guest was not ready within three minutes')
    await sleep(50)
  }
}

async function nothingLeft(host: LabHost): Promise<string> {
  const left = await leftovers(host)
  if (!isDeepStrictEqual(left, nothing)) throw new Error(`something was left over: ${JSON.stringify(left)}`)
  return 'no file, domain, network, process, address or record'
}

async function stopAll(service: Service, lab: Lab): Promise<{ value: undefined; detail: string }> {
  const code = await service.stop()
  if (code !== 0) throw new Error(`the service ended with ${code}; its log is ${join(service.logPath)}`)
  await lab.stop()
  return { value: undefined, detail: 'service, PostgreSQL, libvirtd and the machine are gone' }
}

function summary(steps: Steps, report: GuestReport, tookMs: number): void {
  output.print(`\n${output.bold('What the guest said of itself on its serial console')}`)
  for (const [name, words] of guestWords(report)) output.print(`  ${name.padEnd(10)} ${words}`)
  output.print('\n')
  const rows = steps.results.map((one) => [one.name, durationText(one.tookMs), one.detail])
  printTable(
    output,
    ['step', 'time', 'what'],
    [...rows, ['all', durationText(tookMs), 'a real guest, from nothing to nothing']],
  )
}

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { ServerSpec } from '@kilonova/core'
import { guestReport, type Lab, type LabHost, startLab, type TestGuest, testGuest, waitForLine } from '@kilonova/lab'
import { AgentProcess } from '../support/agent-process.ts'
import { nothingLeft } from '../support/nothing-left.ts'
import { guestImages, imageOf, serverSpec } from '../support/server-specs.ts'

let guest: TestGuest
let lab: Lab
let host: LabHost
let agent: AgentProcess

before(async () => {
  guest = await testGuest()
  lab = await startLab()
  host = lab.host('h1')
  agent = await AgentProcess.start(lab, host)
})
after(async () => {
  await agent?.[Symbol.asyncDispose]()
  await lab?.stop()
})

interface Variant {
  readonly image: Readonly<Record<string, string>>
  readonly extraSpecs?: Readonly<Record<string, string>>
  readonly vcpus?: number
}

/** The same guest on other hardware; it boots by its own firmware and says what it found. */
const variants: Readonly<Record<string, Variant>> = {
  'BIOS and a virtio disk': { image: {} },
  // The guest’s kernel, started by UEFI on a pc machine, finds no IDE drive: its config drive is on SCSI.
  'UEFI and a virtio disk': { image: { hw_firmware_type: 'uefi', hw_cdrom_bus: 'scsi' } },
  'a SCSI disk and two vCPUs': { image: { hw_disk_bus: 'scsi' }, vcpus: 2 },
  'an IDE disk': { image: { hw_disk_bus: 'ide' } },
  'every extra device': {
    image: { hw_qemu_guest_agent: 'yes', hw_input_bus: 'virtio', hw_sound_model: 'ich6', hw_watchdog_action: 'reset' },
    extraSpecs: { 'hw:tpm_version': '2.0', 'hw:serial_port_count': '2', 'hw_rng:rate_bytes': '4096' },
  },
}

for (const [what, variant] of Object.entries(variants)) {
  test(`boot: ${what}`, async (t) => {
    const { root } = guestImages(lab, guest)
    const { kernel, ramdisk, ...plain } = serverSpec({ ...guestImages(lab, guest), root })
    assert.ok(kernel !== undefined && ramdisk !== undefined)
    const spec: ServerSpec = {
      ...plain,
      image: imageOf(lab, guest.bootable, 'qcow2', { ...variant.image }),
      flavor: { ...plain.flavor, vcpus: variant.vcpus ?? 1, memoryMiB: 384, extraSpecs: { ...variant.extraSpecs } },
    }
    t.after(async () => {
      await agent.ask('destroyServer', { serverId: spec.id })
      await agent.ask('removeServerFiles', { serverId: spec.id })
      await nothingLeft(host)
    })
    await agent.ask('prepareServer', { spec })
    await agent.ask('startServer', { spec })
    const console = async (): Promise<string> => (await agent.ask('readConsole', { serverId: spec.id })).text
    await waitForLine(console, /GUEST-READY/, { timeoutMs: 240_000 })
    const report = guestReport(await console())
    assert.equal(report.hardware?.cpus, variant.vcpus ?? 1)
    assert.equal(report.addresses[0]?.address?.split('/')[0], spec.nics[0]?.address)
    assert.equal(report.hostname, spec.hostname, await console())
  })
}

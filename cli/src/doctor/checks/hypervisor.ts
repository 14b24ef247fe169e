import { accessSync, constants, existsSync } from 'node:fs'
import { arch } from 'node:os'
import { socketAnswers } from '../../up/socket-answers.ts'
import { isKvmShut, openKvm } from '../qemu-user.ts'
import { broken, type Check, type CheckContext, type Finding, ok, warning } from '../check.ts'

const oldestLibvirt = 9_000_000
const oldestQemu = 7_002_000

export const libvirt: Check = {
  name: 'libvirt',
  run: async (context) => {
    if (context.libvirtUri === undefined && !(await anyLibvirtd())) return notRunning()
    return askLibvirt(context, context.libvirtUri ?? 'qemu:///system')
  },
}

const anyLibvirtd = async () =>
  (await socketAnswers('/run/libvirt/libvirt-sock')) || (await socketAnswers('/run/libvirt/virtqemud-sock'))

function notRunning(): Finding {
  if (!existsSync('/usr/sbin/libvirtd')) return broken('not installed', 'apt-get install libvirt-daemon-system')
  return ok('installed, not running: `kilonova up` starts it as its child')
}

async function askLibvirt({ signal }: CheckContext, uri: string): Promise<Finding> {
  const { connect } = await import('@kilonova/libvirt')
  try {
    await using connection = await connect(uri, { signal, connectTimeoutMs: 5000, timeoutMs: 10_000 })
    const [library, qemu] = await Promise.all([connection.getLibVersion(), connection.getVersion()])
    const says = `libvirt ${versionText(library)}, QEMU ${versionText(qemu)} at ${uri}`
    if (library < oldestLibvirt) return broken(`${says}: libvirt 9.0 or newer is needed`, 'upgrade libvirt')
    return qemu < oldestQemu ? broken(`${says}: QEMU 7.2 or newer is needed`, 'upgrade QEMU') : ok(says)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return broken(`${uri} does not answer: ${reason}`, 'systemctl restart libvirtd, or start `kilonova up` as root')
  }
}

/** libvirt's number: major, minor and release, a thousand apart. */
function versionText(version: number): string {
  return `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`
}

export const kvm: Check = {
  name: 'KVM',
  run: async () => {
    if (!existsSync('/dev/kvm')) {
      const next =
        arch() === 'x64'
          ? 'switch on virtualization in the firmware (or nested virtualization), then modprobe kvm'
          : 'use a kernel with KVM'
      return warning('no /dev/kvm: guests are emulated, right but slow', next)
    }
    try {
      accessSync('/dev/kvm', constants.R_OK | constants.W_OK)
    } catch {
      return warning('/dev/kvm may not be opened by this user', 'run as root, or add the user to group kvm')
    }
    if (await isKvmShut()) {
      return warning(
        '/dev/kvm is shut for QEMU’s user: libvirt asks QEMU anew at each step, and builds may time out',
        openKvm,
      )
    }
    return ok('/dev/kvm is there; the service starts a tiny guest once to see whether it works')
  },
}

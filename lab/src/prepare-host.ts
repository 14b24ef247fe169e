import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { LabRecord } from './layout.ts'
import { makeCertificate } from './certificates.ts'
import { mustRun } from './run.ts'

/** The directories of one host under the lab's directory. */
export function hostPaths(lab: Pick<LabRecord, 'dir'>, number: number) {
  const dir = join(lab.dir, `h${number}`)
  return {
    dir,
    /** What the host has written over the outer root. */
    upper: join(dir, 'upper'),
    work: join(dir, 'work'),
    root: join(dir, 'root'),
    /** Bound over the service's state directory. */
    state: join(dir, 'state'),
    init: join(dir, 'init.json'),
  }
}

export function hostAddress(lab: Pick<LabRecord, 'net'>, number: number): string {
  return `${lab.net}.${number}`
}

/** Writes the host's own files (configuration, keys, certificates) over the outer machine's, once in its life. */
export async function prepareHost(lab: LabRecord, number: number): Promise<void> {
  const { upper, work, root, state } = hostPaths(lab, number)
  await Promise.all([work, root, state, upper].map((dir) => mkdir(dir, { recursive: true })))
  const name = `h${number}`
  const pki = join(lab.dir, 'pki')
  await makeCertificate(pki, name, hostAddress(lab, number))
  const put = async (path: string, text: string, mode = 0o644) => {
    await mkdir(dirname(join(upper, path)), { recursive: true })
    await writeFile(join(upper, path), text, { mode })
  }
  await put('etc/libvirt/libvirtd.conf', libvirtdConf(number))
  await put('etc/libvirt/qemu.conf', qemuConf(lab, number))
  await put('etc/hostname', `${name}\n`)
  await put('etc/machine-id', `${number.toString(16).padStart(32, '0')}\n`)
  await put('etc/hosts', hostsFile(lab))
  await put('etc/ssh/sshd_config', sshdConfig)
  await put('root/.ssh/config', sshConfig, 0o600)
  await placeKeys(lab, upper)
  if (lab.certificates) await placeCertificates(pki, name, upper)
  await chmod(join(upper, 'root'), 0o700)
  await chmod(join(upper, 'root/.ssh'), 0o700)
}

/** The keys that every host of the lab shares: one to be known by, one to enter with. */
export async function makeSshKeys(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  await Promise.all(
    ['host_key', 'id_ed25519'].map((name) =>
      mustRun(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'kilonova-lab', '-f', join(dir, name)]),
    ),
  )
}

async function placeKeys(lab: LabRecord, upper: string): Promise<void> {
  const from = (name: string) => join(lab.dir, 'ssh', name)
  await copyFile(from('host_key'), join(upper, 'etc/ssh/ssh_host_ed25519_key'))
  await copyFile(from('host_key.pub'), join(upper, 'etc/ssh/ssh_host_ed25519_key.pub'))
  await copyFile(from('id_ed25519'), join(upper, 'root/.ssh/id_ed25519'))
  await copyFile(from('id_ed25519.pub'), join(upper, 'root/.ssh/authorized_keys'))
}

/** One certificate per host, for libvirtd and for QEMU, as server and as client. */
async function placeCertificates(pki: string, name: string, upper: string): Promise<void> {
  const place = async (from: string, to: string) => {
    await mkdir(dirname(join(upper, 'etc/pki', to)), { recursive: true })
    await copyFile(join(pki, from), join(upper, 'etc/pki', to))
  }
  await place('ca.pem', 'CA/cacert.pem')
  await place('ca.pem', 'qemu/ca-cert.pem')
  for (const role of ['server', 'client']) {
    await place(`${name}.pem`, `libvirt/${role}cert.pem`)
    await place(`${name}.key`, `libvirt/private/${role}key.pem`)
    await place(`${name}.pem`, `qemu/${role}-cert.pem`)
    await place(`${name}.key`, `qemu/${role}-key.pem`)
  }
}

function libvirtdConf(number: number): string {
  return `listen_tls = 1
listen_tcp = 1
auth_tcp = "none"
auth_tls = "none"
auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_rw_perms = "0700"
host_uuid = "00000000-1111-4222-8333-${String(number).padStart(12, '0')}"
log_outputs = "2:file:/var/log/libvirt/libvirtd.log"
`
}

function qemuConf(lab: LabRecord, number: number): string {
  return `user = "root"
group = "root"
security_driver = "none"
cgroup_controllers = [ ${lab.cgroups ? '"cpu"' : ''} ]
stdio_handler = "${lab.virtlogd ? 'logd' : 'file'}"
namespaces = []
remember_owner = 0
migration_host = "${hostAddress(lab, number)}"
default_tls_x509_verify = 1
vnc_listen = "0.0.0.0"
`
}

/** Names for more hosts than there are: peer-to-peer migration asks for `hN` on both ends. */
function hostsFile(lab: LabRecord): string {
  const hosts = Array.from({ length: 99 }, (_, index) => `${hostAddress(lab, index + 1)} h${index + 1}`)
  return ['127.0.0.1 localhost', ...hosts, ''].join('\n')
}

const sshdConfig = `HostKey /etc/ssh/ssh_host_ed25519_key
PermitRootLogin prohibit-password
PasswordAuthentication no
UsePAM no
PrintMotd no
Subsystem sftp internal-sftp
`

const sshConfig = `Host *
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
`

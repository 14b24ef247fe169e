import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Membership } from '@kilonova/host'
import { runText } from '../doctor/run-text.ts'

/** Beside certificates that we put where libvirt and QEMU look for theirs: without it they are somebody else's. */
const markName = '.kilonova'
const markText = 'The certificates here are renewed by kilonova. Remove this file to keep your own.\n'

/** Where our own libvirtd's certificates are, laid out so that it serves as `pkipath=` of a libvirt address too. */
export const pkiDirectory = (stateDirectory: string): string => join(stateDirectory, 'pki')

interface PkiFile {
  readonly path: string
  readonly text: string
  readonly secret?: boolean
}

/**
 * Writes this host's certificates for libvirt into the state directory, and where libvirt and QEMU of this machine look
 * for them, unless somebody else's are there.
 * @returns the directories that hold somebody else's, and whether anything changed.
 */
export async function placeCertificates(
  membership: Membership,
  stateDirectory: string,
): Promise<{ foreign: string[]; changed: boolean }> {
  const { authority, own, record } = membership
  const { revoked } = record.neighbourhood
  const ours = pkiDirectory(stateDirectory)
  const inOne = (directory: string): PkiFile[] => [
    { path: join(directory, 'cacert.pem'), text: authority },
    { path: join(directory, 'cacrl.pem'), text: revoked },
    ...['server', 'client'].flatMap((role) => [
      { path: join(directory, `${role}cert.pem`), text: own.certificate },
      { path: join(directory, `${role}key.pem`), text: own.key, secret: true },
    ]),
  ]
  let changed = await write(inOne(ours), undefined)
  const group = await groupOfQemu()
  const foreign: string[] = []
  const shared: [mark: string, files: PkiFile[], group: number | undefined][] = [
    ['/etc/pki/libvirt', libvirtFiles(authority, revoked, own.certificate, own.key), undefined],
    ['/etc/pki/qemu', qemuFiles(authority, revoked, own.certificate, own.key), group],
  ]
  for (const [directory, files, owner] of shared) {
    if (!(await isFree(directory, files))) {
      foreign.push(directory)
      continue
    }
    const mark = { path: join(directory, markName), text: markText }
    changed = (await write([mark, ...files], owner)) || changed
  }
  return { foreign, changed }
}

const libvirtFiles = (authority: string, revoked: string, certificate: string, key: string): PkiFile[] => [
  { path: '/etc/pki/CA/cacert.pem', text: authority },
  { path: '/etc/pki/CA/cacrl.pem', text: revoked },
  ...['server', 'client'].flatMap((role) => [
    { path: `/etc/pki/libvirt/${role}cert.pem`, text: certificate },
    { path: `/etc/pki/libvirt/private/${role}key.pem`, text: key, secret: true },
  ]),
]

const qemuFiles = (authority: string, revoked: string, certificate: string, key: string): PkiFile[] => [
  { path: '/etc/pki/qemu/ca-cert.pem', text: authority },
  { path: '/etc/pki/qemu/ca-crl.pem', text: revoked },
  ...['server', 'client'].flatMap((role) => [
    { path: `/etc/pki/qemu/${role}-cert.pem`, text: certificate },
    { path: `/etc/pki/qemu/${role}-key.pem`, text: key, secret: true },
  ]),
]

/** Ours by the mark, or nobody's because none of the files is there. */
async function isFree(directory: string, files: readonly PkiFile[]): Promise<boolean> {
  if (await isThere(join(directory, markName))) return true
  const there = await Promise.all(files.map(({ path }) => isThere(path)))
  return !there.includes(true)
}

/** QEMU runs as another user and reads its key through this group. */
async function groupOfQemu(): Promise<number | undefined> {
  const text = await runText('id', ['-g', 'libvirt-qemu'])
  return text === undefined ? undefined : Number(text.trim())
}

async function write(files: readonly PkiFile[], group: number | undefined): Promise<boolean> {
  let changed = false
  for (const { path, text, secret = false } of files) {
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue
    await mkdir(dirname(path), { recursive: true, mode: 0o755 })
    const fresh = `${path}.${randomBytes(4).toString('hex')}`
    try {
      await using file = await open(fresh, 'wx', secret ? (group === undefined ? 0o600 : 0o640) : 0o644)
      if (secret && group !== undefined) await chown(fresh, 0, group)
      await file.writeFile(text)
      await file.sync()
      await rename(fresh, path)
    } catch (error) {
      await rm(fresh, { force: true })
      throw error
    }
    changed = true
  }
  return changed
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Fault } from '../model/fault.ts'

const run = promisify(execFile)
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** PEM texts. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** Makes the service's own authority, good for ten years: Node can check certificates, and not make them. */
export function makeAuthority(commonName: string): Promise<Certificate> {
  return inPrivateDirectory(async (directory) => {
    const [key, certificate] = [join(directory, 'key'), join(directory, 'pem')]
    await openssl([
      ...['req', '-x509', ...newKey, '-days', '3650', '-subj', subjectOf(commonName)],
      ...['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
      ...['-keyout', key, '-out', certificate],
    ])
    return { certificate: await readFile(certificate, 'utf8'), key: await readFile(key, 'utf8') }
  })
}

/**
 * Makes a key and a certificate for it, good as server and as client.
 * @param names DNS names and addresses by which it is reached; the first is its common name.
 */
export function issueCertificate(authority: Certificate, names: readonly string[], days: number): Promise<Certificate> {
  return inPrivateDirectory(async (directory) => {
    const at = (name: string) => join(directory, name)
    const alternatives = names.map((name) => `${isIP(name) === 0 ? 'DNS' : 'IP'}:${checkedName(name)}`)
    await writeFile(at('ca.pem'), authority.certificate)
    await writeFile(at('ca.key'), authority.key, { mode: 0o600 })
    await writeFile(
      at('extensions'),
      `subjectAltName=${alternatives.join(',')}\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n`,
    )
    await openssl(['req', ...newKey, '-subj', subjectOf(names[0] ?? ''), '-keyout', at('key'), '-out', at('request')])
    await openssl([
      ...['x509', '-req', '-in', at('request'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-days', String(days)],
      ...['-set_serial', `0x00${randomBytes(16).toString('hex')}`, '-extfile', at('extensions'), '-out', at('pem')],
    ])
    return { certificate: await readFile(at('pem'), 'utf8'), key: await readFile(at('key'), 'utf8') }
  })
}

const subjectOf = (commonName: string): string => `/CN=${checkedName(commonName).slice(0, 64)}`

/** Names go into openssl's own small languages: only what they need passes. */
function checkedName(name: string): string {
  if (/^[A-Za-z0-9_.:-]+$/.test(name)) return name
  throw new Fault('invalid', `not a name for a certificate: ${JSON.stringify(name)}`)
}

async function openssl(args: readonly string[]): Promise<void> {
  try {
    await run('/usr/bin/openssl', args, { timeout: 30_000, env: { LC_ALL: 'C' } })
  } catch (cause) {
    throw new Fault('internal', `openssl ${args[0]} failed`, { cause, next: 'apt-get install openssl' })
  }
}

/** The directory, which holds keys for a moment, is ours alone and goes in any case. */
async function inPrivateDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-certificate-'))
  try {
    return await work(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

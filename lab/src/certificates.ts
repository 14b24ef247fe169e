import { randomBytes } from 'node:crypto'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from './run.ts'

const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** Makes the lab's authority in `dir`: ca.pem and ca.key. */
export async function makeAuthority(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign']
  await mustRun([
    ...['openssl', 'req', '-x509', ...key, '-days', '3650', '-subj', '/CN=kilonova-lab'],
    ...extensions.flatMap((extension) => ['-addext', extension]),
    ...['-keyout', join(dir, 'ca.key'), '-out', join(dir, 'ca.pem')],
  ])
}

/** Makes NAME.pem and NAME.key in `dir`, signed by the authority there, good as server and as client. */
export async function makeCertificate(dir: string, name: string, address: string): Promise<void> {
  const path = (suffix: string) => join(dir, `${name}${suffix}`)
  await writeFile(
    path('.ext'),
    [
      `subjectAltName=DNS:${name},IP:${address},DNS:localhost,IP:127.0.0.1`,
      'keyUsage=digitalSignature,keyEncipherment',
      'extendedKeyUsage=serverAuth,clientAuth',
    ].join('\n'),
  )
  await mustRun(['openssl', 'req', ...key, '-subj', `/CN=${name}`, '-keyout', path('.key'), '-out', path('.csr')])
  await mustRun([
    ...['openssl', 'x509', '-req', '-in', path('.csr'), '-CA', join(dir, 'ca.pem'), '-CAkey', join(dir, 'ca.key')],
    // a serial of our own: several certificates are made at once, and openssl's serial file would be shared
    ...[
      '-set_serial',
      `0x${randomBytes(8).toString('hex')}`,
      '-days',
      '3650',
      '-extfile',
      path('.ext'),
      '-out',
      path('.pem'),
    ],
  ])
}

/** Lays out `to` as libvirt's pkipath wants it, so that a client outside the hosts can use TLS. */
export async function makeClientDir(dir: string, name: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  await copyFile(join(dir, 'ca.pem'), join(to, 'cacert.pem'))
  await copyFile(join(dir, `${name}.pem`), join(to, 'clientcert.pem'))
  await copyFile(join(dir, `${name}.key`), join(to, 'clientkey.pem'))
}

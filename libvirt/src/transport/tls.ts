import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { connectFailed, localError } from '../errors/local.ts'
import { DuplexTransport } from './duplex.ts'
import type { Transport } from './transport.ts'

export interface TlsTarget {
  readonly host: string
  readonly port: number
  /** Folder with cacert.pem, clientcert.pem and clientkey.pem; undefined for libvirt's usual places. */
  readonly pkipath: string | undefined
  /** False takes any server for the right one. */
  readonly verify: boolean
}

/** libvirtd sends this once it has accepted our certificate; before, it may still turn us away. */
const acceptedByte = 1

/**
 * Connects with TLS, shows our certificate, checks the server's name against its certificate, and waits for the
 * byte by which the daemon says that it has accepted us.
 * @throws LibvirtError when certificates are missing or either side refuses the other.
 */
export async function openTls(target: TlsTarget, signal: AbortSignal): Promise<Transport> {
  const peer = `tls:${target.host}:${target.port}`
  const files = await certificates(target)
  const socket = connectTls({
    host: target.host,
    port: target.port,
    servername: /^[\d.]+$|:/.test(target.host) ? '' : target.host,
    rejectUnauthorized: target.verify,
    minVersion: 'TLSv1.2',
    ...files,
  })
  const abort = (): void => void socket.destroy(signal.reason instanceof Error ? signal.reason : undefined)
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    await accepted(socket)
  } catch (cause) {
    socket.destroy()
    throw connectFailed(peer, signal.aborted ? signal.reason : cause)
  } finally {
    signal.removeEventListener('abort', abort)
  }
  socket.setNoDelay(true)
  let failure: Error | undefined
  socket.on('error', (error: Error) => (failure = error))
  const whenEnded = new Promise<Error | undefined>((resolve) => socket.on('close', () => resolve(failure)))
  return new DuplexTransport({
    peer,
    secure: true,
    readable: socket,
    writable: socket,
    destroy: () => socket.destroy(),
    whenEnded,
  })
}

function accepted(socket: TLSSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = (): void => reject(new Error('the daemon closed the connection: it did not accept our certificate'))
    socket.once('error', reject)
    socket.once('close', closed)
    socket.once('data', (chunk: Buffer) => {
      socket.pause()
      socket.off('error', reject)
      socket.off('close', closed)
      if (chunk[0] !== acceptedByte) return reject(new Error(`the daemon refused us with byte ${chunk[0]}`))
      if (chunk.length > 1) socket.unshift(chunk.subarray(1))
      resolve()
    })
  })
}

async function certificates(target: TlsTarget): Promise<Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>> {
  for (const place of places(target.pkipath)) {
    const [ca, cert, key] = await Promise.all([place.ca, place.cert, place.key].map(readIfThere))
    if (ca === undefined) continue
    if ((cert === undefined) !== (key === undefined)) {
      throw localError(
        'VIR_ERR_SYSTEM_ERROR',
        `certificate without key, or key without certificate: ${place.cert}, ${place.key}`,
      )
    }
    return { ca, ...(cert === undefined || key === undefined ? {} : { cert, key }) }
  }
  const sought = places(target.pkipath).map((place) => place.ca)
  throw localError('VIR_ERR_SYSTEM_ERROR', `no CA certificate at ${sought.join(' or ')}; name a folder with ?pkipath=`)
}

function places(pkipath: string | undefined): { ca: string; cert: string; key: string }[] {
  const flat = (folder: string): { ca: string; cert: string; key: string } => ({
    ca: join(folder, 'cacert.pem'),
    cert: join(folder, 'clientcert.pem'),
    key: join(folder, 'clientkey.pem'),
  })
  if (pkipath !== undefined) return [flat(pkipath)]
  const system = {
    ca: '/etc/pki/CA/cacert.pem',
    cert: '/etc/pki/libvirt/clientcert.pem',
    key: '/etc/pki/libvirt/private/clientkey.pem',
  }
  return process.geteuid?.() === 0 ? [system] : [flat(join(homedir(), '.pki/libvirt')), system]
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw localError('VIR_ERR_SYSTEM_ERROR', `cannot read ${path}`, '', cause)
  }
}

import { localError } from '../errors/local.ts'

export type TransportName = 'unix' | 'tcp' | 'tls' | 'ssh'

/** A libvirt connection URI taken apart: `qemu+ssh://user@host:22/system?socket=/run/libvirt/libvirt-sock`. */
export interface ConnectionUri {
  /** The URI as it was given. */
  readonly text: string
  readonly driver: string
  readonly transport: TransportName
  readonly user: string | undefined
  /** Empty for this machine. */
  readonly host: string
  readonly port: number | undefined
  readonly path: string
  readonly parameters: ReadonlyMap<string, string>
  /** What the daemon is asked to open: without transport, host and the parameters that are for us. */
  readonly daemonUri: string
}

/** Parameters for the client; all others are the driver's and travel on. */
const clientParameters = new Set([
  'name', 'command', 'socket', 'auth', 'netcat', 'keyfile', 'no_sanity', 'no_verify', 'no_tty', 'pkipath',
  'known_hosts', 'known_hosts_verify', 'sshauth', 'tls_priority', 'mode', 'proxy',
]) // biome-ignore format: a list of words

const pattern =
  /^(?<driver>[a-z][a-z0-9-]*)(?:\+(?<transport>[a-z0-9]+))?:(?:\/\/(?<authority>[^/?#]*))?(?<path>[^?#]*)(?:\?(?<query>[^#]*))?$/i

/**
 * @param text any URI of libvirt's: `qemu:///system`, `test:///default`, `qemu+tcp://host:16509/system`,
 * `qemu+unix:///session?socket=/path`.
 * @throws LibvirtError when it is not one, or names a transport that this client does not have (libssh, libssh2, ext).
 */
export function parseConnectionUri(text: string): ConnectionUri {
  const parts = pattern.exec(text)?.groups
  if (parts === undefined) throw localError('VIR_ERR_INVALID_ARG', `"${text}" is not a libvirt connection URI`)
  const driver = (parts['driver'] as string).toLowerCase()
  const { user, host, port } = parseAuthority(parts['authority'] ?? '', text)
  const parameters = parseQuery(parts['query'] ?? '')
  const path = parts['path'] ?? ''
  const transport = transportOf(parts['transport']?.toLowerCase(), host, text)
  const kept = [...parameters].filter(([key]) => !clientParameters.has(key))
  const query = kept.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`).join('&')
  const daemonUri = parameters.get('name') ?? `${driver}://${path}${query === '' ? '' : `?${query}`}`
  return { text, driver, transport, user, host, port, path, parameters, daemonUri }
}

function transportOf(name: string | undefined, host: string, text: string): TransportName {
  if (name === undefined) return host === '' ? 'unix' : 'tls'
  if (name === 'unix' || name === 'tcp' || name === 'tls' || name === 'ssh') return name
  throw localError('VIR_ERR_INVALID_ARG', `"${text}" names the transport ${name}; there are unix, tcp, tls and ssh`)
}

function parseAuthority(
  text: string,
  uri: string,
): { user: string | undefined; host: string; port: number | undefined } {
  const groups = /^(?:(?<user>[^@]*)@)?(?<host>\[[0-9a-f:.%]*\]|[^:]*)(?::(?<port>\d+))?$/i.exec(text)?.groups
  const port = groups?.['port'] === undefined ? undefined : Number(groups['port'])
  if (groups === undefined || (port !== undefined && (port < 1 || port > 65_535))) {
    throw localError('VIR_ERR_INVALID_ARG', `"${uri}" has no proper host and port`)
  }
  const user = groups['user'] === undefined ? undefined : decodeURIComponent(groups['user'])
  return { user, host: (groups['host'] ?? '').replace(/^\[|\]$/g, ''), port }
}

function parseQuery(text: string): Map<string, string> {
  const pairs = text.split(/[&;]/).filter((pair) => pair !== '')
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [decodeURIComponent(key), decodeURIComponent(value)]
    }),
  )
}

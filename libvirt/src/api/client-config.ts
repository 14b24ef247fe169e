import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

interface ClientConfig {
  readonly aliases: ReadonlyMap<string, string>
  readonly defaultUri: string | undefined
}

/**
 * What a user may write for a URI: an alias of libvirt.conf, or nothing at all.
 * Order for nothing: LIBVIRT_DEFAULT_URI, `uri_default` of libvirt.conf, else the system's QEMU for root and the
 * session's for others (libvirt itself would probe).
 */
export async function resolveUri(given: string): Promise<string> {
  const isRoot = process.geteuid?.() === 0
  if (given === '') {
    const fromEnvironment = process.env['LIBVIRT_DEFAULT_URI']
    if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment
  } else if (given.includes(':')) {
    return given
  }
  const config = await readConfig(isRoot)
  if (given !== '') return config.aliases.get(given) ?? given
  return config.defaultUri ?? (isRoot ? 'qemu:///system' : 'qemu:///session')
}

async function readConfig(isRoot: boolean): Promise<ClientConfig> {
  const own = join(process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'libvirt/libvirt.conf')
  const path = isRoot ? '/etc/libvirt/libvirt.conf' : own
  const text = await readFile(path, 'utf8').catch(() => '')
  return parseClientConfig(text)
}

/** libvirt.conf: `uri_aliases = [ "name=uri", … ]` over one line or many, and `uri_default = "uri"`. */
export function parseClientConfig(text: string): ClientConfig {
  const live = text.replaceAll(/^\s*#.*$/gm, '')
  const list = /^\s*uri_aliases\s*=\s*\[([^\]]*)\]/m.exec(live)?.[1] ?? ''
  const pairs = [...list.matchAll(/"([^"=]+)=([^"]*)"/g)].map(
    (match) => [match[1] as string, match[2] as string] as const,
  )
  const defaultUri = /^\s*uri_default\s*=\s*"([^"]*)"/m.exec(live)?.[1]
  return { aliases: new Map(pairs), defaultUri }
}

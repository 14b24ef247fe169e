import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Fault } from '@kilonova/core'
import { runProgram } from '../programs/run-program.ts'
import { isMissing } from './files.ts'
import type { RbdSettings } from './settings.ts'

/** The libvirt secret of the Ceph user: the same on every host of a cluster, so that guests can move between them. */
export function cephSecretUuid({ cephx, fsid, user, secretUuid }: RbdSettings): string | undefined {
  if (!cephx) return undefined
  if (secretUuid !== undefined) return secretUuid
  const bytes = createHash('sha1').update(`kilonova ceph ${fsid} client.${user}`).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50 // version 5: made from a name
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/**
 * The Ceph user's key, read from the keyring that the Ceph configuration names. It never passes an argument list, a log
 * line or a file of ours.
 * @throws {Fault} `internal` when there is none.
 */
export async function readCephKey({ configPath, user }: RbdSettings, signal: AbortSignal): Promise<Buffer> {
  const args = ['--conf', configPath, '--name', `client.${user}`, '--show-config-value', 'keyring']
  const { stdout } = await runProgram('ceph-conf', args, { signal })
  const keyrings = stdout
    .trim()
    .split(/[,;\s]+/)
    .filter((path) => path !== '')
  for (const path of keyrings) {
    const key = keyIn(await textOf(path), user)
    if (key !== undefined) return Buffer.from(key, 'base64')
  }
  throw new Fault('internal', `no key of the Ceph user client.${user} is on this host`, {
    next: `put it into one of ${keyrings.join(', ')}, or set images.rbd.cephx to false if the cluster asks for none`,
    fields: { user },
  })
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return ''
    throw error
  }
}

/** A keyring has sections `[client.nova]` with lines `key = …` in base64. */
function keyIn(text: string, user: string): string | undefined {
  let section = ''
  for (const line of text.split('\n')) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)
    if (header !== null) section = header[1] ?? ''
    const key = /^\s*key\s*=\s*"?([A-Za-z0-9+/]{8,}={0,2})"?\s*$/.exec(line)
    if (key !== null && section === `client.${user}`) return key[1]
  }
  return undefined
}

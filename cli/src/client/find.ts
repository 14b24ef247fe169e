import { Problem } from '../problem.ts'
import { type Json, listOf, objectOf, textOf } from './json.ts'
import type { CloudSession } from './session.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

interface Kind {
  readonly word: string
  /** As commands name it; the word when absent. */
  readonly command?: string
  readonly byId: (session: CloudSession, id: string, signal: AbortSignal) => Promise<Json>
  /** At least all things of that name; exact matches are chosen from them. */
  readonly byName: (session: CloudSession, name: string, signal: AbortSignal) => Promise<Json[]>
  readonly mayBeId: (text: string) => boolean
}

const server: Kind = {
  word: 'server',
  byId: async (session, id, signal) => {
    const answer = await session.call('compute', 'GET', `/servers/${encodeURIComponent(id)}`, { signal })
    return answer['server'] as Json
  },
  byName: (session, name, signal) =>
    // Nova's name filter is a regular expression: anchored, and what means something in one escaped. All else stays:
    // an escape before it is refused by some, and half an emoji is no text.
    session.all(
      'compute',
      `/servers/detail?name=${encodeURIComponent(`^${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}$`)}`,
      'servers',
      signal,
    ),
  mayBeId: (text) => uuid.test(text),
}

const image: Kind = {
  word: 'image',
  byId: (session, id, signal) => session.call('image', 'GET', `/v2/images/${encodeURIComponent(id)}`, { signal }),
  byName: (session, name, signal) =>
    session.all('image', `/v2/images?name=${encodeURIComponent(name)}`, 'images', signal),
  mayBeId: (text) => uuid.test(text),
}

const flavor: Kind = {
  word: 'flavor',
  byId: async (session, id, signal) => {
    const answer = await session.call('compute', 'GET', `/flavors/${encodeURIComponent(id)}`, { signal })
    return answer['flavor'] as Json
  },
  byName: (session, _name, signal) => session.all('compute', '/flavors/detail', 'flavors', signal),
  mayBeId: (text) => /^[\w.-]+$/.test(text),
}

/** What Neutron keeps: `networks` with ids that are UUIDs and names that several may have. */
const neutron = (one: string, word: string): Kind => ({
  word,
  command: one,
  byId: async (session, id, signal) => {
    const path = `/v2.0/${one}s/${encodeURIComponent(id)}`
    return (await session.call('network', 'GET', path, { signal }))[one.replaceAll('-', '_')] as Json
  },
  byName: async (session, name, signal) => {
    const path = `/v2.0/${one}s?name=${encodeURIComponent(name)}`
    return listOf((await session.call('network', 'GET', path, { signal }))[`${one.replaceAll('-', '_')}s`]).map(
      objectOf,
    )
  },
  mayBeId: (text) => uuid.test(text),
})
const network = neutron('network', 'network')
const subnet = neutron('subnet', 'subnet')
const port = neutron('port', 'port')
const securityGroup = neutron('security-group', 'security group')

export const findServer = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(server, session, text, signal)
export const findImage = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(image, session, text, signal)
export const findFlavor = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(flavor, session, text, signal)

export const findNetwork = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(network, session, text, signal)
export const findSubnet = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(subnet, session, text, signal)
export const findPort = (session: CloudSession, text: string, signal: AbortSignal) => find(port, session, text, signal)
export const findSecurityGroup = (session: CloudSession, text: string, signal: AbortSignal) =>
  find(securityGroup, session, text, signal)

/**
 * The one thing with this id, else the one with this name.
 * @throws {Problem} `notFound`, or `conflict` when several have the name.
 */
async function find(kind: Kind, session: CloudSession, text: string, signal: AbortSignal): Promise<Json> {
  if (kind.mayBeId(text)) {
    try {
      return await kind.byId(session, text, signal)
    } catch (error) {
      if (!(error instanceof Problem) || error.exit !== 'notFound') throw error
    }
  }
  const named = (await kind.byName(session, text, signal)).filter((one) => one['name'] === text)
  const only = named[0]
  if (only === undefined) {
    throw new Problem(`there is no ${kind.word} ${text}`, {
      exit: 'notFound',
      next: `see \`kilonova ${kind.command ?? kind.word} list\``,
    })
  }
  if (named.length > 1) {
    throw new Problem(`${named.length} ${kind.word}s are named ${text}`, {
      because: named.map((one) => textOf(one['id']) ?? '?').join(', '),
      next: 'use one of these ids',
      exit: 'conflict',
    })
  }
  return only
}

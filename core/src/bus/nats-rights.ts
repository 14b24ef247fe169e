/** Who may do what on the bus. The server of the bus enforces it: a host can not even try to speak for another. */
export interface BusIdentity {
  /** A host's word (see `hostWord`), or `control`. */
  readonly name: string
  /** The public half of its nkey. */
  readonly publicKey: string
}

export const controlIdentity = 'control'

/** Replies come to an inbox of one's own: nobody else may listen to it. */
export const inboxPrefixOf = (identity: string): string => `_INBOX.${identity}`

interface Rights {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
}

/**
 * A controller speaks to all and hears all. A host serves and hears only its own subjects; it may answer what it was
 * asked, and nothing else reaches another's inbox. What controllers say to all is below `cloud.`.
 */
export function rightsOf(name: string): Rights {
  if (name === controlIdentity) return { publish: ['>'], subscribe: ['>'] }
  if (!/^[A-Za-z0-9_-]+$/.test(name)) throw new TypeError(`not a word of a subject: ${name}`)
  const own = `host.${name}.>`
  return {
    publish: [own, `events.${name}.>`, `control.${name}.>`],
    subscribe: [own, `${inboxPrefixOf(name)}.>`, 'cloud.>'],
  }
}

/** The `users` of nats-server's configuration. */
export function usersConfiguration(identities: readonly BusIdentity[]): string {
  const users = identities.map(({ name, publicKey }) => {
    if (!/^U[A-Z2-7]{55}$/.test(publicKey)) throw new TypeError(`not a public user nkey: ${publicKey}`)
    const { publish, subscribe } = rightsOf(name)
    const list = (words: readonly string[]) => `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
    return `    { nkey: ${publicKey}, permissions: {
        publish: ${list(publish)}, subscribe: ${list(subscribe)}, allow_responses: { max: -1, expires: "24h" } } }`
  })
  return `authorization {\n  users: [\n${users.join('\n')}\n  ]\n}\n`
}

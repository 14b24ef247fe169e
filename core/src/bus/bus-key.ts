import { nkeys } from '@nats-io/transport-node'

/** A new identity for the bus: the seed stays with who it names, the public key goes to the bus's server. */
export function newBusKey(): { readonly seed: string; readonly publicKey: string } {
  const pair = nkeys.createUser()
  return { seed: new TextDecoder().decode(pair.getSeed()), publicKey: pair.getPublicKey() }
}

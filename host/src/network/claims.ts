import { mkdir, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NetworkId, ServerId } from '@kilonova/core'
import { z } from 'zod'
import { syncPath, writeWhole } from '../images/files.ts'

/** One server's use of one network, with all that is needed to give it back. */
const Claim = z.strictObject({
  serverId: ServerId,
  networkId: NetworkId,
  gateway: z.string(),
  broadcast: z.string(),
  hosts: z.array(z.strictObject({ mac: z.string(), address: z.string() })),
  /** The ports, by which their guards are found. */
  ports: z.array(z.string()),
  /** The administrator's bridge that a flat network is on. */
  bridge: z.string().optional(),
})
export type Claim = z.infer<typeof Claim>

/**
 * Who uses which network: `<directory>/<network id>/<server id>.json`. On stable storage before libvirt hears of it and
 * removed after, so that whatever a crash or a power cut leaves can be found and given back.
 */
export class NetworkClaims {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  async add(claim: Claim): Promise<void> {
    const path = this.#path(claim.networkId, claim.serverId)
    const directory = join(this.#directory, claim.networkId)
    const made = await mkdir(directory, { recursive: true, mode: 0o700 })
    await writeWhole(path, JSON.stringify(claim), 0o600, `${path}.new`)
    await syncPath(directory)
    if (made !== undefined) await Promise.all([this.#directory, dirname(made)].map(syncPath))
  }

  async remove(networkId: NetworkId, serverId: ServerId): Promise<void> {
    await rm(this.#path(networkId, serverId), { force: true })
  }

  /** Takes the network's directory away once nobody uses it. */
  async drop(networkId: NetworkId): Promise<void> {
    await rm(join(this.#directory, networkId), { recursive: true, force: true })
    await rmdir(this.#directory).catch(() => undefined)
  }

  async ofNetwork(networkId: NetworkId): Promise<Claim[]> {
    const names = await list(join(this.#directory, networkId))
    const claims = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.#read(join(this.#directory, networkId, name))),
    )
    return claims.filter((claim) => claim !== undefined)
  }

  async ofServer(serverId: ServerId): Promise<Claim[]> {
    const networks = await this.networks()
    const claims = await Promise.all(networks.map((networkId) => this.#read(this.#path(networkId, serverId))))
    return claims.filter((claim) => claim !== undefined)
  }

  async servers(): Promise<ServerId[]> {
    const claims = await Promise.all((await this.networks()).map((networkId) => this.ofNetwork(networkId)))
    return [...new Set(claims.flat().map((claim) => claim.serverId))]
  }

  async networks(): Promise<NetworkId[]> {
    const names = await list(this.#directory)
    return names.flatMap((name) => NetworkId.safeParse(name).data ?? [])
  }

  #path(networkId: NetworkId, serverId: ServerId): string {
    return join(this.#directory, networkId, `${serverId}.json`)
  }

  async #read(path: string): Promise<Claim | undefined> {
    try {
      return Claim.parse(JSON.parse(await readFile(path, 'utf8')))
    } catch {
      // Absent, or cut short: it has its name only once it is whole.
      return undefined
    }
  }
}

async function list(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch {
    return []
  }
}

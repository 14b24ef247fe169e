import { Fault, seal, type Store, unseal } from '@kilonova/core'

/** Texts that all controllers of a cloud share; sealed in the store with the key of `secret.key`. */
export class CloudSecrets {
  readonly #store: Store
  readonly #key: Buffer

  constructor(store: Store, key: Buffer) {
    this.#store = store
    this.#key = key
  }

  /** @throws {Fault} `invalid` when this controller has another key than the one that sealed it. */
  async read(name: string): Promise<string | undefined> {
    const row = await this.#store.db
      .selectFrom('cloud_secrets')
      .select('sealed')
      .where('name', '=', name)
      .executeTakeFirst()
    if (row === undefined) return undefined
    try {
      return unseal(row.sealed, this.#key)
    } catch (cause) {
      throw new Fault('invalid', 'this controller has another secret.key than the others of its cloud', {
        cause,
        next: 'copy secret.key (mode 0600) from the state directory of a controller that runs',
      })
    }
  }

  /** The text of this name; made once for the whole cloud, whoever asks first. */
  async readOrMake(name: string, make: () => string | Promise<string>): Promise<string> {
    const there = await this.read(name)
    if (there !== undefined) return there
    await this.#store.db
      .insertInto('cloud_secrets')
      .values({ name, sealed: seal(await make(), this.#key) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const made = await this.read(name)
    if (made === undefined) throw new Fault('internal', `the secret ${name} was not kept`)
    return made
  }
}

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

/** A server may not make us work for minutes, nor skip the work. */
const minIterations = 4096
const maxIterations = 10_000_000

/**
 * The client's side of SCRAM (RFC 5802, 7677) without channel binding: `first` → server's first → `final` → server's
 * signature, which proves that the server knows the password too.
 */
export class ScramClient {
  readonly #hash: string
  readonly #password: string
  readonly #nonce: string
  readonly #bare: string
  #serverSignature: Buffer | undefined

  constructor(hash: string, username: string, password: string, nonce: string = randomBytes(24).toString('base64')) {
    this.#hash = hash
    this.#password = password.normalize('NFKC')
    this.#nonce = nonce
    const name = username.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C')
    this.#bare = `n=${name},r=${nonce}`
  }

  first(): string {
    return `n,,${this.#bare}`
  }

  /** @throws Error when the server's message is not SCRAM, or its nonce is not ours with something added. */
  async final(serverFirst: string): Promise<string> {
    const fields = attributes(serverFirst)
    const nonce = fields.get('r') ?? ''
    const iterations = Number(fields.get('i'))
    if (!nonce.startsWith(this.#nonce) || nonce === this.#nonce) throw new Error('SCRAM: the server changed our nonce')
    if (!(iterations >= minIterations && iterations <= maxIterations)) {
      throw new Error(`SCRAM: ${fields.get('i')} iterations are not acceptable`)
    }
    const salt = Buffer.from(fields.get('s') ?? '', 'base64')
    const size = createHash(this.#hash).digest().length
    const salted = await derive(this.#password, salt, iterations, size, this.#hash)
    const clientKey = this.#mac(salted, 'Client Key')
    const storedKey = createHash(this.#hash).update(clientKey).digest()
    const bare = `c=biws,r=${nonce}`
    const message = `${this.#bare},${serverFirst},${bare}`
    const signature = this.#mac(storedKey, message)
    this.#serverSignature = this.#mac(this.#mac(salted, 'Server Key'), message)
    const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] as number)))
    return `${bare},p=${proof.toString('base64')}`
  }

  /** @throws Error when the server refuses us, or does not know the password itself. */
  verify(serverFinal: string): void {
    const fields = attributes(serverFinal)
    if (fields.has('e')) throw new Error(`SCRAM: ${fields.get('e')}`)
    const given = Buffer.from(fields.get('v') ?? '', 'base64')
    const wanted = this.#serverSignature
    if (wanted === undefined || given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
      throw new Error('SCRAM: the server does not know the password')
    }
  }

  #mac(key: Buffer, text: string): Buffer {
    return createHmac(this.#hash, key).update(text).digest()
  }
}

function attributes(message: string): Map<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}

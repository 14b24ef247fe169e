import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Leaves to fetch one image's bytes for a while: signed, so that nothing has to be remembered. */
export class ImageGrants {
  readonly #key: Buffer

  constructor(secretKey: Uint8Array) {
    this.#key = Buffer.from(hkdfSync('sha256', secretKey, '', 'kilonova image grants', 32))
  }

  make(imageId: string, lifetimeMs: number): string {
    const until = Math.ceil((Date.now() + lifetimeMs) / 1000).toString(36)
    return `${until}.${this.#sign(imageId, until).toString('base64url')}`
  }

  allows(imageId: string, grant: string): boolean {
    const [until = '', signature = ''] = grant.split('.')
    const [given, right] = [Buffer.from(signature, 'base64url'), this.#sign(imageId, until)]
    if (given.length !== right.length || !timingSafeEqual(given, right)) return false
    return Number.parseInt(until, 36) * 1000 >= Date.now()
  }

  #sign(imageId: string, until: string): Buffer {
    return createHmac('sha256', this.#key).update(`${imageId} ${until}`).digest()
  }
}

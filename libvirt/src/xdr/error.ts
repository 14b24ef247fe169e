/** Bytes that are not what the protocol tables say, or a value that cannot be written as they ask. */
export class XdrError extends Error {
  override readonly name = 'XdrError'
}

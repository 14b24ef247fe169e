/** Guards of the HTTP edge: everything that a client sends is taken for hostile. */
export const httpLimits = {
  /** Largest JSON body in bytes; Nova's user data alone may be 64 KiB in base64. */
  bodyBytes: 1024 * 1024,
  /** The whole header must be here by then. */
  headersMs: 15_000,
  /** A whole JSON body must be here by then. Image bytes have a rule of their own. */
  bodyMs: 30_000,
  /** What is left of a refused body is thrown away for so long, in which its sender can read the answer. */
  drainMs: 30_000,
  /** A connection that moves no byte for so long is closed. */
  idleMs: 120_000,
  headerBytes: 32 * 1024,
  pathParameterChars: 255,
} as const

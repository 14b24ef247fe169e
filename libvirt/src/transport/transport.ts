/**
 * A two-way stream of bytes to a daemon. The owner is told of data, and once of the end.
 */
export interface Transport {
  /** What it reaches, for messages: `unix:/run/libvirt/libvirt-sock`. */
  readonly peer: string
  /** True where others on the way cannot read or change the bytes. */
  readonly secure: boolean
  /** The buffer must not change after. */
  write(bytes: Uint8Array): void
  /**
   * Writes both in one go. Resolves when they are with the kernel and their memory may change; rejects when the
   * transport ends first.
   */
  writeThrough(head: Uint8Array, bytes: Uint8Array): Promise<void>
  /** Stops reading from the peer, which in turn stops the peer's writing. */
  pause(): void
  resume(): void
  /** Ends at once; bytes not yet sent are lost. */
  destroy(): void
  /** Sends what is waiting, then ends. */
  end(): void
  /** Names who is told. Data before this call is kept. */
  attach(owner: TransportOwner): void
  /** Takes back one of the pieces that the owner has kept. @returns false when it is none of this transport's. */
  recycle(memory: ArrayBufferLike): boolean
}

export interface TransportOwner {
  /**
   * @param chunk any cut of the stream.
   * @param owned the owner may keep pieces of it; otherwise its memory is used again after the call
   * @returns how many pieces were kept
   */
  received(chunk: Buffer, owned: boolean): number
  /** @param cause absent when the peer closed in order. */
  ended(cause?: Error): void
}

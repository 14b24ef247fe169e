/** Resolves when the signal aborts, and never rejects. */
export function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve: done } = Promise.withResolvers<void>()
  if (signal.aborted) done()
  else signal.addEventListener('abort', () => done(), { once: true })
  return promise
}

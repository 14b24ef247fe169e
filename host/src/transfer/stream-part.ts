import type { Interval } from './intervals.ts'
import { streamBody, type Take } from './stream-body.ts'
import { pathOf, TransferRefused, type TransferSource } from './transfer-source.ts'

/**
 * Asks for a part of a file, and hands its stream on.
 * @param take reads the piece at once; a promise makes the source wait.
 * @throws {TransferRefused} when the source answers anything but 200.
 */
export async function streamPart(
  source: TransferSource,
  name: string,
  part: Interval & { readonly version: string },
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const query = new URLSearchParams({ from: String(part.from), to: String(part.to), version: part.version })
  const path = pathOf(source, name)
  if (path === undefined) throw new TransferRefused(name, 404)
  const request = {
    origin: source.base,
    tls: source.agent.options,
    path: `${path}?${query.toString()}`,
    headers: { authorization: `Bearer ${source.ticket}` },
    stallMs: source.stallMs,
  }
  const head = ({ status }: { readonly status: number }): void => {
    if (status !== 200) throw new TransferRefused(name, status)
  }
  await streamBody(request, { head, take }, signal)
}

import { chain, type DiskCopy, Fault, faultOf, HostName, type ServerSpec, type StepContext } from '@kilonova/core'
import type { CloudParts } from '../../cloud.ts'
import { composeSpec } from '../compose-spec.ts'
import { copyProgress } from '../resize/copy-progress.ts'
import { askHostOf, doorOf } from '../resize/move-parts.ts'
import type { LiveMigrateInput } from './live-migrate.ts'
import type { Placed } from './place-guest.ts'

type Context = StepContext<LiveMigrateInput, unknown>

/**
 * Brings the base that only the source's cache has, as a cold move does: by ticket and offer, from door to door.
 * @returns how the disks travel then: whole when the base did not come.
 */
export async function bringBase(
  cloud: CloudParts,
  context: Context,
  spec: ServerSpec,
  placed: Placed,
): Promise<DiskCopy> {
  if (placed.baseFromSource !== true) return placed.copy
  const copy = await bring(cloud, context, spec, placed)
  // Before the guest's own directory and network are made there: the place goes with a network that nothing needs.
  await dropOffer(cloud, context, placed)
  return copy
}

async function bring(cloud: CloudParts, context: Context, spec: ServerSpec, placed: Placed): Promise<DiskCopy> {
  const { input, signal } = context
  const { source, destination, asking } = bothSides(context, placed)
  const { migrationId } = input
  try {
    const door = await doorOf(cloud, source)
    if (door === undefined) throw new Fault('conflict', `other hosts do not reach ${source}`)
    const place = await askHostOf(cloud, destination, 'prepareMigration', { spec, migrationId }, asking('place'))
    const { ticketSha256, probe } = place
    const wanted = { spec, flavor: spec.flavor, migrationId, destination, ticketSha256, probe }
    const offer = await askHostOf(cloud, source, 'offerDisks', wanted, asking('offer'))
    const disks = offer.disks.filter(({ backing }) => backing?.ofImage === true)
    const request = {
      spec,
      migrationId,
      source: door,
      // The source's setting is about servers that are off: the base is needed all the same.
      offer: { ...offer, flatten: false, disks },
    }
    const progress = copyProgress(cloud, input, (told) => context.progress(told))
    await askHostOf(cloud, destination, 'readyForDisks', request, { ...asking('base'), progress })
    return placed.copy
  } catch (error) {
    signal.throwIfAborted()
    const about = { serverId: input.serverId, source, destination, error: chain(error) }
    cloud.log.warn('the base of a server that moves did not come; its disks travel whole', about)
    return 'whole'
  }
}

/**
 * Takes back ticket and offer, which are done with or given up; the base stays in the destination's cache. A guest that has
 * come there is not touched by it.
 */
export async function dropOffer(cloud: CloudParts, context: Context, placed: Placed): Promise<void> {
  if (placed.baseFromSource !== true) return
  const { source, destination, asking } = bothSides(context, placed)
  const spec = await composeSpec(cloud, context.input.serverId)
  const of = { migrationId: context.input.migrationId, sameHost: false }
  await askHostOf(cloud, destination, 'abandonMigration', { ...of, serverId: spec.id }, asking('no-place'))
  try {
    // Nothing of it was put aside: the guest is left as it is.
    await askHostOf(cloud, source, 'restoreServer', { ...of, spec, running: false }, asking('no-offer'))
  } catch (error) {
    if (faultOf(error)?.kind !== 'hostAway') throw error
    // Its ticket is gone: it opens nothing, and the next move writes over it.
    cloud.log.warn('an offer stays at a host that is away', { serverId: spec.id, source })
  }
}

/** The hosts, and how they are asked: several times in one step, each with an id of its own. */
function bothSides({ input, signal, requestId }: Context, placed: Placed) {
  return {
    source: HostName.parse(input.source),
    destination: HostName.parse(placed.host),
    asking: (name: string) => ({ signal, requestId: `${requestId}.${name}` }),
  }
}

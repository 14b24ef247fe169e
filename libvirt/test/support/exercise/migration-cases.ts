/** The steps of version 3 of the migration protocol, in both its forms, really made, in their order, between two hosts. */
import { DomainMigrateFlags, ParamName, remote } from '../../../src/index.ts'
import type { Procedure } from '../../../src/protocol/procedure.ts'
import type { TypedParam } from '../../../src/protocol/typed-param.ts'
import type { Session } from '../../../src/session/session.ts'
import type { Args } from './arguments.ts'
import type { Case } from './cases.ts'
import type { Stage } from './stage.ts'
import { movableGuestXml } from './things.ts'
import { gives } from './views.ts'

const {
  VIR_MIGRATE_LIVE: live,
  VIR_MIGRATE_UNSAFE: unsafe,
  VIR_MIGRATE_PEER2PEER: peerToPeer,
  VIR_MIGRATE_TUNNELLED: tunnelled,
  VIR_MIGRATE_POSTCOPY: postCopy,
} = DomainMigrateFlags
const flags = live | unsafe
/** It starts over there: nothing changes in it on its way. */
const paused = 1
const empty = new Uint8Array(0)

/** One migration on its way: what each step has handed to the next. */
interface Journey {
  readonly name: string
  readonly dom: Args
  readonly source: Session
  readonly target: Session
  readonly flags: number
  xml: string
  cookie: Uint8Array
  uri: string | null
}

interface Step {
  readonly procedure: Procedure<never, unknown>
  readonly at: 'source' | 'target'
  readonly args: (journey: Journey) => Args
}

const step = (procedure: { readonly name: string }, at: Step['at'], args: (journey: Journey) => Args): Step => ({
  procedure: procedure as Step['procedure'],
  at,
  args,
})

const text = (field: string, value: string | null): TypedParam[] =>
  value === null ? [] : [{ field, kind: 'string', value }]
const params = ({ xml, name, uri }: Journey): TypedParam[] => [
  ...text(ParamName.VIR_MIGRATE_PARAM_DEST_XML, xml),
  ...text(ParamName.VIR_MIGRATE_PARAM_DEST_NAME, name),
  ...text(ParamName.VIR_MIGRATE_PARAM_URI, uri),
]
const plain = { xmlin: null, dname: null, resource: 0, dconnuri: null }

/** With parameters, and as it was first. */
const version3: readonly (readonly Step[])[] = [
  [
    step(remote.domainMigrateBegin3Params, 'source', ({ dom, flags: with_ }) => ({ dom, params: [], flags: with_ })),
    step(remote.domainMigratePrepare3Params, 'target', (j) => ({
      params: params(j),
      cookieIn: j.cookie,
      flags: j.flags,
    })),
    step(remote.domainMigratePerform3Params, 'source', (j) => ({
      dom: j.dom,
      dconnuri: null,
      params: params(j),
      cookieIn: j.cookie,
      flags: j.flags,
    })),
    step(remote.domainMigrateFinish3Params, 'target', (j) => ({
      params: params(j),
      cookieIn: j.cookie,
      flags: j.flags,
      cancelled: 0,
    })),
    step(remote.domainMigrateConfirm3Params, 'source', (j) => ({
      dom: j.dom,
      params: params(j),
      cookieIn: j.cookie,
      flags: j.flags,
      cancelled: 0,
    })),
  ],
  [
    step(remote.domainMigrateBegin3, 'source', (j) => ({ ...plain, dom: j.dom, flags: j.flags })),
    step(remote.domainMigratePrepare3, 'target', (j) => ({
      ...plain,
      cookieIn: j.cookie,
      uriIn: null,
      flags: j.flags,
      domXml: j.xml,
    })),
    step(remote.domainMigratePerform3, 'source', (j) => ({
      ...plain,
      dom: j.dom,
      cookieIn: j.cookie,
      uri: j.uri,
      flags: j.flags,
    })),
    step(remote.domainMigrateFinish3, 'target', (j) => ({
      ...plain,
      dname: j.name,
      cookieIn: j.cookie,
      uri: j.uri,
      flags: j.flags,
      cancelled: 0,
    })),
    step(remote.domainMigrateConfirm3, 'source', (j) => ({
      dom: j.dom,
      cookieIn: j.cookie,
      flags: j.flags,
      cancelled: 0,
    })),
  ],
]

/** What begins version 2: the destination's daemon does not survive it. */
const firstOfVersion2: Step = step(remote.domainMigratePrepare2, 'target', (j) => ({
  ...plain,
  uriIn: null,
  flags: j.flags,
  domXml: j.xml,
}))

const tunnels: readonly Step[] = [
  step(remote.domainMigratePrepareTunnel, 'target', (j) => ({ ...plain, flags: j.flags, domXml: j.xml })),
  step(remote.domainMigratePrepareTunnel3, 'target', (j) => ({
    ...plain,
    cookieIn: j.cookie,
    flags: j.flags,
    domXml: j.xml,
  })),
  step(remote.domainMigratePrepareTunnel3Params, 'target', (j) => ({
    params: params(j),
    cookieIn: j.cookie,
    flags: j.flags,
  })),
]

async function run(journey: Journey, { procedure, at, args }: Step): Promise<void> {
  const reply = await journey[at].call(procedure, args(journey) as never, { timeoutMs: 120_000 })
  take(journey, reply as Args | undefined)
}

function take(journey: Journey, reply: Args | undefined): void {
  if (reply?.['xml'] !== undefined) journey.xml = reply['xml'] as string
  const cookie = reply?.['cookieOut'] ?? reply?.['cookie']
  if (cookie !== undefined) journey.cookie = cookie as Uint8Array
  if (typeof reply?.['uriOut'] === 'string') journey.uri = reply['uriOut']
}

const name = 'px-moving'

async function setOut(stage: Stage, session: Session, at: Step['at'], with_: number): Promise<Journey> {
  const { conn, target, testGuest } = stage
  if (target === undefined || testGuest === undefined) throw new Error('there is no other host')
  await stage.removeDomain(name)
  await target.domainLookupByName(name).then(
    (left) => left.destroy(),
    () => undefined,
  )
  const dom = await conn.domainCreateXml(movableGuestXml(testGuest, name), paused)
  const other = await (at === 'source' ? target : conn).openLane()
  stage.journeyEnds = other
  return {
    name,
    dom: { name: dom.name, uuid: dom.uuid, id: dom.id },
    source: at === 'source' ? session : other,
    target: at === 'source' ? other : session,
    flags: with_,
    xml: await dom.getXmlDesc(8),
    cookie: empty,
    uri: null,
  }
}

/** The steps before it are made on the same connections, those after it as well; then the guest runs over there. */
function stepCase(steps: readonly Step[], index: number): [string, Case] {
  const { procedure, at, args } = steps[index] as Step
  let journey: Journey | undefined
  return [
    procedure.name,
    {
      at,
      python: false,
      before: async (stage, session) => {
        if (!stage.qemu) return {}
        journey = await setOut(stage, session, at, flags)
        for (const earlier of steps.slice(0, index)) await run(journey, earlier)
        return args(journey)
      },
      after: async (stage, reply) => {
        if (journey === undefined || stage.target === undefined) return
        take(journey, reply as Args | undefined)
        for (const later of steps.slice(index + 1)) await run(journey, later)
        stage.endJourney()
        const there = await stage.target.domainLookupByName(name)
        const { state } = await there.getState()
        await there.destroy()
        await stage.removeDomain(name)
        if (state !== 1) throw new Error(`after its migration the guest is in state ${state}`)
      },
    },
  ]
}

/** The destination waits for data, of a tunnel's at the other end of a stream; then the connection is closed. */
function preparedCase({ procedure, at, args }: Step): [string, Case] {
  return [
    procedure.name,
    {
      at,
      python: false,
      before: async (stage, session) => {
        if (!stage.qemu) return {}
        const tunnel = procedure.name.includes('Tunnel') ? tunnelled | peerToPeer : 0
        const journey = await setOut(stage, session, at, flags | tunnel)
        if (procedure.name.includes('3')) {
          const begin = procedure.name.endsWith('Params') ? version3[0]?.[0] : version3[1]?.[0]
          await run(journey, begin as Step)
        }
        return args(journey)
      },
      after: async (stage) => {
        stage.endJourney()
        await stage.removeDomain(name)
      },
    },
  ]
}

async function movingSlowly(stage: Stage, with_: number): Promise<{ readonly end: Promise<unknown> }> {
  const { conn, testGuest } = stage
  if (testGuest === undefined) throw new Error('there is no other host')
  await stage.removeDomain(name)
  const domain = await conn.domainCreateXml(movableGuestXml(testGuest, name))
  const slow = { [ParamName.VIR_MIGRATE_PARAM_BANDWIDTH]: 1 }
  const moving = domain.migrateToUri3('qemu+tcp://h2/system', slow, live | unsafe | peerToPeer | with_)
  const under = async (): Promise<void> => {
    while (Number((await domain.getJobStats()).params['memory_processed'] ?? 0) === 0);
  }
  await Promise.race([under(), moving])
  return { end: moving }
}

export const migrationCases: Record<string, Case> = {
  ...Object.fromEntries(version3.flatMap((steps) => steps.map((_, index) => stepCase(steps, index)))),
  ...Object.fromEntries([...tunnels, firstOfVersion2].map(preparedCase)),
  domainMigrateStartPostCopy: {
    args: async (stage) => {
      if (!stage.qemu) return {}
      stage.moving = (await movingSlowly(stage, postCopy)).end
      return { dom: await stage.conn.domainLookupByName(name) }
    },
    after: async (stage) => {
      await stage.moving
      const there = await stage.target?.domainLookupByName(name)
      await there?.destroy()
    },
  },
  domainMigrateSetMaxDowntime: { args: () => ({ downtime: 500n }), effect: gives('migrateGetMaxDowntime', 500, [0]) },
  domainMigrateSetMaxSpeed: { args: () => ({ bandwidth: 100n }), effect: gives('migrateGetMaxSpeed', 100, [0]) },
  domainMigrateSetCompressionCache: {
    args: () => ({ cacheSize: 67_108_864n }),
    effect: gives('migrateGetCompressionCache', 67_108_864, [0]),
  },
}

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FlowEngine } from '../flows/engine.ts'
import type { AnyFlow } from '../flows/flow.ts'
import { silentLog } from '../log/log.ts'
import { Fault } from '../model/fault.ts'
import { openStore } from '../store/open-store.ts'
import type { Store, StoreConnection } from '../store/store.ts'
import type { ChildTask } from './flow-child.ts'
import {
  type FlowScenario,
  type Moment,
  type Phase,
  revocable,
  type StepHook,
  undoable,
  type World,
  wrapFlow,
} from './flow-scenario.ts'
import { lastTry } from './last-try.ts'
import { startTestStores, type TestStores } from './test-stores.ts'
import { type Lost, Wire } from './wire.ts'

const child = fileURLToPath(new URL('./flow-child.ts', import.meta.url))
const endTimeoutMs = 120_000
/** Where no lease is to end: a machine that stands still for some seconds costs nobody a flow. */
const tester = { owner: 'tester', log: silentLog, settings: { leaseMs: 60_000 } }
/** Where one is. */
const shortLease = { leaseMs: 1000 }

/**
 * Every way in which a flow can be hurt, made from its own list of steps: each step fails, is repeated, is killed before
 * and after; each undo is repeated, fails once, is killed before and after; two owners compete at each step; the store goes
 * away while each step and each undo is being noted, so that its owner can not know whether it is; the owner is cut off
 * from the store before, after and in the middle of noting each step, until another has the flow. One that goes on at
 * another host is hurt in its second try as well. After each the scenario's own check must pass.
 * @param flow only its list of steps is read: `connect` makes the ones that run.
 * @param module URL of the module whose default export is the scenario.
 */
export async function flowSuite(flow: AnyFlow, module: string): Promise<void> {
  const { default: scenario } = (await import(module)) as { default: FlowScenario }
  await describe(`flow ${flow.name}`, () => {
    const kit = new Kit(scenario, module)
    before(() => kit.start())
    after(() => kit.stop())
    failing(kit, flow)
    repeating(kit, flow)
    killing(kit, flow)
    competing(kit, flow)
    breaking(kit, flow)
    partitioned(kit, flow)
    if (scenario.tries !== undefined) goingOnElsewhere(kit, flow, scenario.tries)
  })
}

function failing(kit: Kit, flow: AnyFlow): void {
  void test('nothing goes wrong: it is done', () => kit.runs('done', () => {}))
  for (const step of revocable(flow)) {
    for (const moment of ['before', 'after'] as const) {
      void test(`failing ${moment} the work of ${step} gives back all it took`, () =>
        kit.runs('failed', failOnce(step, 'do', moment)))
    }
  }
  for (const { name } of flow.steps.filter(({ forwardOnly }) => forwardOnly !== undefined)) {
    void test(`failing in ${name}, past the point of no return, is tried again until it is done`, () =>
      kit.runs('done', failOnce(name, 'do', 'after')))
  }
  const last = revocable(flow).at(-1)
  for (const step of undoable(flow)) {
    void test(`an undo of ${step} that fails is tried again until it is done`, () =>
      kit.runs('failed', (at) => {
        if (last !== undefined) failOnce(last, 'do', 'after')(at)
        failOnce(step, 'undo', 'after')(at)
      }))
  }
}

function repeating(kit: Kit, flow: AnyFlow): void {
  void test('each step done twice is done once', () => kit.runs('done', () => {}, { twice: true }))
  const last = revocable(flow).at(-1)
  if (last === undefined || undoable(flow).length === 0) return
  void test('each step done and undone twice leaves nothing', () =>
    kit.runs('failed', failOnce(last, 'do', 'after'), { twice: true }))
}

function killing(kit: Kit, flow: AnyFlow): void {
  const last = revocable(flow).at(-1)
  for (const moment of ['before', 'after'] as const) {
    for (const step of flow.stepNames) {
      void test(`kill -9 ${moment} the work of ${step}: the next owner finishes it`, () =>
        kit.isKilled({ step, phase: 'do', moment }, 'done'))
    }
    for (const step of last === undefined ? [] : undoable(flow)) {
      void test(`kill -9 ${moment} the undo of ${step}: the next owner undoes the rest`, () =>
        kit.isKilled({ step, phase: 'undo', moment }, 'failed', last))
    }
  }
}

function competing(kit: Kit, flow: AnyFlow): void {
  for (const step of flow.stepNames) {
    void test(`an owner that was only slow in ${step} harms nothing once another has the flow`, () => kit.compete(step))
  }
}

function breaking(kit: Kit, flow: AnyFlow): void {
  const last = revocable(flow).at(-1)
  for (const lost of ['commit', 'answer'] as const) {
    const how = lost === 'commit' ? 'is lost' : 'is done, but its answer lost'
    for (const step of flow.stepNames) {
      void test(`the commit that notes ${step} ${how}: it is noted once, and its work done once`, () =>
        kit.isBroken({ step, phase: 'do' }, lost, 'done'))
    }
    if (last === undefined) continue
    void test(`the commit by which a failure in ${last} is noted ${how}: it is undone once`, () =>
      kit.isBroken({ step: last, phase: 'do' }, lost, 'failed', last))
    for (const step of undoable(flow)) {
      void test(`the commit that notes the undo of ${step} ${how}: it is noted once, and undone once`, () =>
        kit.isBroken({ step, phase: 'undo' }, lost, 'failed', last))
    }
  }
}

/** Most of each is waiting for a lease to pass, so they wait beside each other. */
function partitioned(kit: Kit, flow: AnyFlow): void {
  void describe('cut off from the store', { concurrency: 6 }, () => {
    for (const step of flow.stepNames) {
      for (const when of ['before', 'after', 'noting'] as const) {
        const where = when === 'noting' ? `while ${step} was committed` : `${when} the work of ${step}`
        void test(`an owner cut off ${where} loses the flow and harms nothing`, () => kit.isCutOff(step, when))
      }
    }
  })
}

/** The steps that are hosts' to do are those with something to undo there. */
function goingOnElsewhere(kit: Kit, flow: AnyFlow, hosts: number): void {
  const steps = undoable(flow)
  const last = steps.at(-1) ?? ''
  const once = { hosts, failed: 1 }
  for (const step of steps) {
    for (const moment of ['before', 'after'] as const) {
      void test(`failing ${moment} the work of ${step} at one host, it is done at another, and nothing is left at the first`, () =>
        kit.runs('done', failInTries(1, step, moment), once))
    }
    void test(`failing in ${step} at each of ${hosts} hosts gives back all it took`, () =>
      kit.runs('failed', failInTries(hosts, step, 'after'), { hosts, failed: hosts }))
  }
  void test('each step done and undone twice, it is done once at the second host', () =>
    kit.runs('done', failInTries(1, last, 'after'), { ...once, twice: true }))
  const [first = ''] = flow.stepNames
  void test(`kill -9 before the work of ${first} at the second host: the next owner finishes it`, () =>
    kit.isKilled({ step: first, phase: 'do', moment: 'before', nthTry: 2 }, 'done', last, once))
  for (const step of flow.stepNames) {
    void test(`kill -9 after the work of ${step} at the second host: the next owner finishes it`, () =>
      kit.isKilled({ step, phase: 'do', moment: 'after', nthTry: 2 }, 'done', last, once))
    void test(`an owner that was only slow in ${step} at the second host harms nothing once another has the flow`, () =>
      kit.compete(step, once))
  }
  for (const step of steps) {
    void test(`kill -9 after the undo of ${step} at the second host: the next owner finishes it at a third`, () =>
      kit.isKilled({ step, phase: 'undo', moment: 'after', nthTry: 2 }, 'done', last, { hosts, failed: 2 }))
  }
  for (const lost of ['commit', 'answer'] as const) {
    const how = lost === 'commit' ? 'is lost' : 'is done, but its answer lost'
    void test(`the commit that ends the first try and asks for the second ${how}: it is done once, at the second host`, () =>
      kit.isBroken({ step: steps[0] ?? '', phase: 'undo' }, lost, 'done', last, once))
  }
  void describe('cut off from the store at the second host', { concurrency: 6 }, () => {
    for (const step of flow.stepNames) {
      void test(`an owner cut off after the work of ${step} loses the flow and harms nothing`, () =>
        kit.isCutOff(step, 'after', once))
    }
  })
}

const failInTries =
  (upTo: number, step: string, moment: Moment) =>
  (at: Parameters<StepHook>[0]): void => {
    const here = at.step === step && at.phase === 'do' && at.moment === moment
    if (here && at.nthTry <= upTo) throw new Fault('internal', `made to fail ${moment} ${step}`)
  }

/** Where a flow goes on at another host: how many there are, and at how many of them it fails. */
interface Elsewhere {
  readonly hosts?: number
  readonly failed?: number
}

const failOnce =
  (step: string, phase: Phase, moment: Moment) =>
  (at: Parameters<StepHook>[0]): void => {
    const here = at.step === step && at.phase === phase && at.moment === moment
    if (here && at.times === 1) throw new Fault('internal', `made to fail ${moment} ${phase} of ${step}`)
  }

class Kit {
  readonly #scenario: FlowScenario
  readonly #module: string
  #stores: TestStores | undefined
  #count = 0
  constructor(scenario: FlowScenario, module: string) {
    this.#scenario = scenario
    this.#module = module
  }

  async start(): Promise<void> {
    this.#stores = await startTestStores()
  }

  async stop(): Promise<void> {
    await this.#stores?.[Symbol.asyncDispose]()
  }

  /** Runs the flow in this process with a hook around each step, and checks what it leaves. */
  async runs(end: 'done' | 'failed', hook: StepHook, options: { twice?: boolean } & Elsewhere = {}): Promise<void> {
    await using world = await this.#world()
    const { input, ...rest } = await this.#scenario.prepare(world, options.hosts)
    await using parts = await this.#connect(world)
    const flow = wrapFlow(parts.flow, hook, options)
    await using engine = new FlowEngine({ ...tester, store: world.store, flows: [flow] })
    await engine.start()
    const id = await world.store.transaction((trx) => engine.submit(trx, flow, input as never, rest))
    engine.kick()
    await settles(engine, world.store, id, end)
    await this.#scenario.check(world, end, input, options.failed)
  }

  /** Runs the flow in a child that is killed there; an engine here then takes it over. */
  async isKilled(
    kill: ChildTask['kill'],
    end: 'done' | 'failed',
    failAfter?: string,
    { hosts, failed }: Elsewhere = {},
  ): Promise<void> {
    await using world = await this.#world()
    const { input, serverId } = await this.#scenario.prepare(world, hosts)
    const { host = '', database = '' } = world.connection
    const task: ChildTask = {
      ...{ module: this.#module, host, database, directory: world.directory, owner: 'tester', input, kill },
      ...(serverId === undefined ? {} : { serverId }),
      ...(failAfter === undefined ? {} : { failAfter }),
      ...(failed === undefined ? {} : { failing: failed }),
    }
    const id = await runUntilKilled(task)
    await using parts = await this.#connect(world)
    await using engine = new FlowEngine({ ...tester, store: world.store, flows: [parts.flow] })
    await engine.start()
    await settles(engine, world.store, id, end)
    await this.#scenario.check(world, end, input, failed)
  }

  /** The first owner hangs in a step; a second takes the flow and ends it; then the first wakes up. */
  async compete(step: string, { hosts, failed = 0 }: Elsewhere = {}): Promise<void> {
    await using world = await this.#world()
    const { input, ...rest } = await this.#scenario.prepare(world, hosts)
    await using parts = await this.#connect(world)
    const hangs = Promise.withResolvers<void>()
    const wake = Promise.withResolvers<void>()
    const slowFlow = wrapFlow(parts.flow, async (at) => {
      failFirst(parts.flow, failed, at)
      if (at.nthTry <= failed || at.step !== step || at.phase !== 'do' || at.moment !== 'after') return
      hangs.resolve()
      await wake.promise
    })
    const slow = new FlowEngine({ ...tester, store: world.store, flows: [slowFlow] })
    await using woken = new AsyncDisposableStack()
    woken.defer(() => slow.stop())
    woken.defer(() => wake.resolve())
    await slow.start()
    const id = await world.store.transaction((trx) => slow.submit(trx, slowFlow, input as never, rest))
    slow.kick()
    await inTime(hangs.promise, `${step} was not reached`)
    await using next = new FlowEngine({ ...tester, store: world.store, flows: [parts.flow] })
    await next.start()
    const last = await settles(next, world.store, id, 'done')
    await woken.disposeAsync()
    await this.#scenario.check(world, 'done', input, hosts === undefined ? undefined : failed)
    assert.equal((await next.show(last)).state, 'done')
  }

  /** The connection breaks while the journal's next entry is committed; the same owner has to find out, and go on. */
  async isBroken(
    place: { step: string; phase: Phase },
    lost: Lost,
    end: 'done' | 'failed',
    failAfter?: string,
    { hosts, failed }: Elsewhere = {},
  ) {
    await using world = await this.#world()
    const { input, ...rest } = await this.#scenario.prepare(world, hosts)
    await using wire = await Wire.lay(world.connection, `${world.directory}-wire`)
    await using farStore = await openStore({ connection: wire.connection, connections: 6 })
    await using parts = await this.#connect({ ...world, store: farStore })
    let [id, worked]: [string | undefined, number] = [undefined, 0]
    let broke: Promise<void> | undefined
    const flow = wrapFlow(parts.flow, ({ step, phase, moment, nthTry }) => {
      if (moment !== 'after' || nthTry > (failed ?? 1)) return
      if (step === place.step && phase === place.phase) {
        worked += 1
        broke ??= wire.breakAtCommit(id ?? '', lost)
      }
      if (step === failAfter && phase === 'do') throw new Fault('internal', `made to fail after ${step}`)
    })
    await using engine = new FlowEngine({ ...tester, store: farStore, flows: [flow] })
    const ended = Promise.withResolvers<string>()
    engine.watch(({ what }) => {
      if (what !== 'step' && what !== 'progress') ended.resolve(what)
    })
    await engine.start()
    id = await farStore.transaction((trx) => engine.submit(trx, flow, input as never, rest))
    engine.kick()
    // 'lost' would be taken up again a second later, which nobody may need
    assert.equal(await inTime(ended.promise, 'the flow did not end'), failed === undefined ? end : 'failed')
    await settles(engine, farStore, id, end)
    assert.ok(broke, `${place.step} was not reached`)
    await inTime(broke, 'nothing was committed after it')
    assert.equal(worked, 1)
    await this.#scenario.check(world, end, input, failed)
  }

  /** The owner's way to the store swallows all it sends; another takes the flow after the lease; then the way is mended. */
  async isCutOff(
    step: string,
    when: 'before' | 'after' | 'noting',
    { hosts, failed = 0 }: Elsewhere = {},
  ): Promise<void> {
    await using world = await this.#world()
    const { input, ...rest } = await this.#scenario.prepare(world, hosts)
    await using wire = await Wire.lay(world.connection, `${world.directory}-wire`)
    await using farStore = await openStore({ connection: wire.connection, connections: 6 })
    await using farParts = await this.#connect({ ...world, store: farStore })
    const isCut = Promise.withResolvers<void>()
    const cut = (): void => {
      wire.cut()
      isCut.resolve()
    }
    let id: string | undefined
    const farFlow = wrapFlow(farParts.flow, (at) => {
      failFirst(farParts.flow, failed, at)
      if (
        at.nthTry <= failed ||
        at.step !== step ||
        at.phase !== 'do' ||
        at.moment !== (when === 'before' ? 'before' : 'after')
      )
        return
      if (when === 'noting') void wire.breakAtCommit(id ?? '', 'answer').then(cut)
      else cut()
    })
    const lease = { log: silentLog, settings: shortLease }
    const far = new FlowEngine({ ...lease, store: farStore, owner: 'far', flows: [farFlow] })
    await using mended = new AsyncDisposableStack()
    mended.defer(() => far.stop())
    mended.defer(() => wire.mend())
    await far.start()
    id = await farStore.transaction((trx) => far.submit(trx, farFlow, input as never, rest))
    far.kick()
    await inTime(isCut.promise, `${step} was not reached`)
    await using parts = await this.#connect(world)
    await using near = new FlowEngine({ ...lease, store: world.store, owner: 'near', flows: [parts.flow] })
    await near.start()
    const last = await settles(near, world.store, id, 'done')
    await mended.disposeAsync()
    await this.#scenario.check(world, 'done', input, hosts === undefined ? undefined : failed)
    const isLast = step === farFlow.stepNames.at(-1)
    assert.equal((await near.show(last)).owner, when === 'noting' && isLast ? 'far' : 'near')
  }

  /** What a scenario gives may have nothing to close. */
  async #connect(world: World) {
    const parts = await this.#scenario.connect(world)
    return { flow: parts.flow, [Symbol.asyncDispose]: async () => parts[Symbol.asyncDispose]?.() }
  }

  async #world(): Promise<World & { connection: StoreConnection } & AsyncDisposable> {
    const stores = this.#stores
    assert.ok(stores)
    this.#count += 1
    const directory = join(stores.directory, `world-${this.#count}`)
    await mkdir(directory)
    const connection = await stores.fresh()
    const store = await openStore({ connection, connections: 6 })
    return { store, directory, connection, [Symbol.asyncDispose]: () => store.close() }
  }
}

async function inTime<T>(awaited: Promise<T>, otherwise: string): Promise<T> {
  const over = Promise.withResolvers<never>()
  const timer = setTimeout(() => over.reject(new Error(`${otherwise} in ${endTimeoutMs} ms`)), endTimeoutMs)
  try {
    return await Promise.race([awaited, over.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** @returns the id of its last try. */
async function settles(engine: FlowEngine, store: Store, id: string, end: 'done' | 'failed'): Promise<string> {
  const reached = await lastTry(engine, store, id, { signal: AbortSignal.timeout(endTimeoutMs) })
  assert.equal(reached.end, end, JSON.stringify(await engine.show(reached.id)))
  return reached.id
}

/** Its first so many tries fail, with all of their work done. */
function failFirst(flow: AnyFlow, tries: number, at: Parameters<StepHook>[0]): void {
  failInTries(tries, undoable(flow).at(-1) ?? '', 'after')(at)
}

/** @returns the flow's id, once the child has killed itself. */
function runUntilKilled(task: ChildTask): Promise<string> {
  return new Promise((resolve, reject) => {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: join(task.directory, '..', 'compile-cache') }
    delete env.NODE_TEST_CONTEXT // the child is no test, and must not report as one
    const args = [child, JSON.stringify(task)]
    const running = execFile(
      process.execPath,
      args,
      { env, timeout: endTimeoutMs, killSignal: 'SIGTERM' },
      (_, stdout, stderr) => {
        if (running.signalCode === 'SIGKILL') resolve(stdout.trim())
        else reject(new Error(`the child was not killed there, but ended with ${running.exitCode}: ${stderr}`))
      },
    )
  })
}

import { spawn } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { silentLog, type Store } from '@kilonova/core'
import { FlowEngine, openStore } from '@kilonova/core/store'
import { type BenchOptions, compare, interleave, measure, type Row } from './harness.ts'
import { stepsPerFlow, tenSteps } from './workers/ten-steps.ts'

const atOnce = 16
const flowsPerRound = 64

/**
 * The flows' journal on the private PostgreSQL, on a disk and with every commit synced: steps per second with 16 flows at
 * a time, against 16 clients that commit one row each; transactions per step; from submit to the first step; and how long
 * flows stand still after their owner was killed.
 */
export async function run(options: BenchOptions): Promise<readonly Row[]> {
  const directory = await mkdtemp(join(tmpdir(), 'kilonova-bench-'))
  await chmod(directory, 0o711)
  try {
    await using store = await openStore({ stateDirectory: directory })
    const began = { at: 0 }
    const flow = tenSteps(0)
    const first = flow.steps[0]
    const told = {
      ...flow,
      steps: [{ ...first, name: 's1', do: async () => void (began.at ||= performance.now()) }, ...flow.steps.slice(1)],
    }
    await using engine = new FlowEngine({
      store,
      owner: 'bench',
      log: silentLog,
      flows: [told],
      settings: { parallel: atOnce },
    })
    await engine.start()
    await steps(store, engine, told)
    const figures = await interleave(
      options.rounds,
      { ours: () => steps(store, engine, told), peer: () => commits(store) },
      options,
    )
    const perStep = await transactionsPerStep(store, engine, told)
    const latencies: number[] = []
    for (let round = 0; round < 30; round += 1) {
      began.at = 0
      const id = await store.transaction((trx) => engine.submit(trx, told, {}))
      const committed = performance.now()
      engine.kick()
      await engine.wait(id)
      latencies.push(began.at - committed)
    }
    await engine.stop()
    return [
      measure(
        { name: `journal, ${atOnce} flows at a time`, unit: 'steps/s', goal: 1500, higherIsBetter: true },
        figures.ours,
      ),
      compare(
        { name: `against ${atOnce} clients that commit a row each`, unit: 'per s', goal: null },
        figures.ours,
        figures.peer,
      ),
      measure({ name: 'transactions per step', unit: 'commits', goal: 1.5 }, [perStep]),
      measure({ name: 'from the commit of a submission to its first step', unit: 'ms', goal: 3 }, latencies),
      measure(
        { name: 'kill -9 to going on, same controller restarted', unit: 'ms', goal: 5000 },
        await standstills(store, options, 'same'),
      ),
      measure(
        { name: 'kill -9 to going on, by another controller', unit: 'ms', goal: 5000 },
        await standstills(store, options, 'other'),
      ),
    ]
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

type BenchFlow = ReturnType<typeof tenSteps>

/** @returns steps per second. */
async function steps(store: Store, engine: FlowEngine, flow: BenchFlow): Promise<number> {
  const ids = await store.transaction(async (trx) => {
    const all: string[] = []
    for (let n = 0; n < flowsPerRound; n += 1) all.push(await engine.submit(trx, flow, {}))
    return all
  })
  const left = new Set(ids)
  const { promise, resolve } = Promise.withResolvers<void>()
  using _watching = engine.watch(({ flowId, what }) => {
    if (what === 'done') left.delete(flowId)
    if (left.size === 0) resolve()
  })
  const began = performance.now()
  engine.kick()
  await promise
  return (flowsPerRound * stepsPerFlow) / ((performance.now() - began) / 1000)
}

/** The floor: what this PostgreSQL commits in single rows. @returns commits per second. */
async function commits(store: Store): Promise<number> {
  const each = 40
  const client = async (n: number) => {
    for (let k = 0; k < each; k += 1) {
      await store.db
        .insertInto('flow_owners')
        .values({ name: `floor-${n}`, epoch: k, seen_at: new Date() })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ epoch: k }))
        .execute()
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, (_, n) => client(n)))
  const rate = (atOnce * each) / ((performance.now() - began) / 1000)
  await store.db.deleteFrom('flow_owners').where('name', 'like', 'floor-%').execute()
  return rate
}

/** Counted by PostgreSQL itself: each transaction that writes has a number of its own. */
async function transactionsPerStep(store: Store, engine: FlowEngine, flow: BenchFlow): Promise<number> {
  const newest = async () => {
    const { number } = await store.db
      .selectNoFrom(({ fn }) => fn<number>('txid_current', []).as('number'))
      .executeTakeFirstOrThrow()
    return number
  }
  const before = await newest()
  for (let round = 0; round < 4; round += 1) await steps(store, engine, flow)
  return ((await newest()) - before) / (4 * flowsPerRound * stepsPerFlow)
}

/** Milliseconds from the kill of a working controller to the first step that another does of its flows. */
async function standstills(
  store: Store,
  { rounds, signal, note }: BenchOptions,
  who: 'same' | 'other',
): Promise<number[]> {
  const figures: number[] = []
  for (let round = 0; round < Math.min(rounds, 5); round += 1) {
    signal.throwIfAborted()
    // Beside the killed one, so that the store is shared as it is between controllers.
    await using shared = await openStore({ connection: store.connection })
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'workers/flow-worker.ts'),
        JSON.stringify({ connection: store.connection, owner: 'doomed' }),
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const flow = tenSteps(20)
    const submitter = new FlowEngine({ store: shared, owner: 'nobody', log: silentLog, flows: [flow] })
    const id = await shared.transaction((trx) => submitter.submit(trx, flow, {}))
    while ((await submitter.show(id)).stepNumber < 3) await sleep(5)
    await using next = new FlowEngine({
      store: shared,
      owner: who === 'same' ? 'doomed' : 'next',
      log: silentLog,
      flows: [flow],
    })
    const goesOn = new Promise<number>((resolve) =>
      next.watch(({ flowId, what }) => flowId === id && what === 'step' && resolve(performance.now())),
    )
    if (who === 'other') await next.start()
    child.kill('SIGKILL')
    const killed = performance.now()
    await ended
    if (who === 'same') await next.start()
    figures.push((await goesOn) - killed)
    await next.wait(id)
    note(`killed, ${who} controller goes on: ${figures.at(-1)?.toFixed(0)} ms`)
  }
  return figures
}

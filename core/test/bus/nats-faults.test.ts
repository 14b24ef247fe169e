import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { controlIdentity, Fault, issueCertificate, type Log, silentLog } from '@kilonova/core'
import { TestBus } from './nats-parts.ts'

const isFault = (kind: string) => (error: unknown) => error instanceof Fault && error.kind === kind

type Agent = ChildProcess & AsyncDisposable & { readonly serve: () => Promise<void>; readonly begun: Promise<void> }

/** Host `a` as a process of its own, which serves once it is told to. */
async function prepareAgent(bus: TestBus, waitMs: number): Promise<Agent> {
  const options = {
    ...{
      servers: [`tls://127.0.0.1:${bus.server.port}`],
      identity: 'a',
      seed: bus.seeds.get('a'),
      directory: bus.directory,
      waitMs,
    },
    tls: { authority: bus.authority.certificate, ...(await issueCertificate(bus.authority, ['a'], 1)) },
  }
  const program = fileURLToPath(new URL('./nats-agent.ts', import.meta.url))
  const child = spawn(process.execPath, [program, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const lines = createInterface({ input: child.stdout })
  const said = (word: string) => new Promise<void>((resolve) => lines.on('line', (line) => line === word && resolve()))
  const [started, ready, begun] = [said('started'), said('ready'), said('begun')]
  await started
  const serve = () => {
    child.stdin.write('serve\n')
    return ready
  }
  const end = () => {
    child.kill('SIGKILL')
    return ended
  }
  return Object.assign(child, { serve, begun, [Symbol.asyncDispose]: end })
}

async function startAgent(bus: TestBus, waitMs: number): Promise<Agent> {
  const agent = await prepareAgent(bus, waitMs)
  await agent.serve()
  return agent
}

test('nats-server killed under requests: each is answered, and its effect happened once', async () => {
  await using bus = await TestBus.start(['a'])
  const [control, host] = [await bus.connect(controlIdentity), await bus.connect('a')]
  const done: number[] = []
  await host.serve('host.a.effect', async (n) => {
    await sleep(100 + (n as number) * 20)
    done.push(n as number)
    return n
  })
  const asked = Array.from({ length: 20 }, (_, n) =>
    control.request('host.a.effect', n, { deadlineMs: 20_000, requestId: `flow.${n}` }),
  )
  await sleep(200) // some are answered, some are under way
  const pid = bus.server.pid ?? 0
  process.kill(pid, 'SIGKILL')
  const during = control.request('host.a.effect', 20, { deadlineMs: 20_000, requestId: 'flow.20' })
  assert.deepEqual(
    await Promise.all([...asked, during]),
    Array.from({ length: 21 }, (_, n) => n),
  )
  assert.deepEqual(
    done.sort((a, b) => a - b),
    Array.from({ length: 21 }, (_, n) => n),
  )
  assert.notEqual(bus.server.pid, pid)
})

test('what is heard and served from on while the bus is away is so once it is back', async () => {
  await using bus = await TestBus.start(['a'])
  const [control, host] = [await bus.connect(controlIdentity), await bus.connect('a')]
  for (const waitMs of [0, 1, 20, 150]) {
    process.kill(bus.server.pid ?? 0, 'SIGKILL')
    await sleep(waitMs)
    const heard = Promise.withResolvers<unknown>()
    await using _hears = await control.subscribe('host.a.>', (_, body) => heard.resolve(body))
    await using _serves = await host.serve('host.a.echo', async (body) => body)
    assert.equal(await control.request('host.a.echo', waitMs, { deadlineMs: 20_000 }), waitMs)
    const publishing = setInterval(() => host.publish('host.a.event', waitMs), 50)
    assert.equal(await heard.promise.finally(() => clearInterval(publishing)), waitMs)
  }
})

test('an answer that was given before the agent was killed is given again, and the effect is not repeated', async () => {
  await using bus = await TestBus.start(['a'])
  const control = await bus.connect(controlIdentity)
  const ask = (requestId: string) => control.request('host.a.effect', {}, { deadlineMs: 20_000, requestId })
  let before: unknown[]
  {
    await using _agent = await startAgent(bus, 0)
    before = await Promise.all([ask('r1'), ask('r2'), ask('r1')])
    assert.equal(before[0], before[2])
  }
  await using _agent = await startAgent(bus, 0)
  assert.deepEqual([await ask('r1'), await ask('r2')], before.slice(0, 2))
  assert.equal(await ask('r3'), 3)
})

test('an agent killed in the middle of a request is told within seconds, not at the deadline', async () => {
  await using bus = await TestBus.start(['a'])
  const control = await bus.connect(controlIdentity)
  await using agent = await startAgent(bus, 600_000)
  const asked = control.request('host.a.effect', {}, { deadlineMs: 600_000, requestId: 'r' })
  const refused = assert.rejects(asked, isFault('hostAway'))
  await agent.begun
  agent.kill('SIGKILL')
  const killed = performance.now()
  await refused
  assert.ok(performance.now() - killed < 25_000)
})

test('an agent killed in the middle of a request and started again does it, for the same caller', async () => {
  await using bus = await TestBus.start(['a'])
  const control = await bus.connect(controlIdentity)
  await using first = await startAgent(bus, 600_000)
  await using second = await prepareAgent(bus, 0) // up to here it may take its time, also on a busy machine
  const taken = Promise.withResolvers<void>()
  const onProgress = () => taken.resolve()
  const asked = control.request('host.a.effect', {}, { deadlineMs: 60_000, requestId: 'r', onProgress })
  await taken.promise // from now on the caller knows that it was begun, and gives its host the time to come back
  await first[Symbol.asyncDispose]()
  await second.serve()
  assert.equal(await asked, 1)
})

test('a request and its giving up that come after the bus stood still leave no work', async () => {
  await using bus = await TestBus.start(['a'])
  const [control, host] = [await bus.connect(controlIdentity), await bus.connect('a')]
  const served = await host.serve('host.a.endless', async (_, { signal }) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  })
  await host.serve('host.a.echo', async (body) => body)
  const pid = bus.server.pid ?? 0
  process.kill(pid, 'SIGSTOP')
  try {
    await assert.rejects(control.request('host.a.endless', {}, { deadlineMs: 50 }), isFault('deadline'))
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  assert.equal(await control.request('host.a.echo', 1, { deadlineMs: 20_000 }), 1) // it came after the two
  // The bus may give them to us one by one: then the work began, and is ended. It does not end by itself.
  await served[Symbol.asyncDispose]()
})

test('refused now and then, as by a server that reads its list meanwhile: back each time; only refusal after refusal ends it', async () => {
  await using bus = await TestBus.start(['a'])
  const control = await bus.connect(controlIdentity)
  const seen = { refusals: 0, ended: false }
  const log: Log = {
    ...silentLog,
    child: () => log,
    warn: (text) => void (text.includes('refused') && (seen.refusals += 1)),
  }
  const a = await bus.connect('a', { log })
  await a.serve('host.a.echo', async (body) => body)
  void a.closed().then(() => (seen.ended = true))
  const withoutA = bus.identities.filter(({ name }) => name !== 'a')
  for (let round = 1; round <= 3; round += 1) {
    seen.refusals = 0
    await bus.server.setIdentities(withoutA)
    for (; seen.refusals < 3; await sleep(10)) assert.ok(!seen.ended, `it gave up after ${seen.refusals} refusals`)
    const joining = bus.connect('a') // one that is new is not sent away for it either
    await sleep(50)
    await bus.server.setIdentities(bus.identities)
    await joining
    let answer: unknown
    for (const end = performance.now() + 120_000; answer !== round && performance.now() < end; ) {
      answer = await control.request('host.a.echo', round, { deadlineMs: 5000 }).catch(() => sleep(100))
    }
    assert.equal(answer, round)
  }
  await bus.server.setIdentities(withoutA)
  await a.closed()
  await assert.rejects(a.request('control.a.x', {}, { deadlineMs: 5000 }), isFault('hostAway'))
})

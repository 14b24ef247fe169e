import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bus, Fault, maxMessageBytes, type Progress } from '@kilonova/core'

/** Two ends of one bus: `server` answers, `client` asks. In one process they may be the same object. */
export interface BusPair extends AsyncDisposable {
  readonly server: Bus
  readonly client: Bus
}

const deadlineMs = 20_000

/** What every bus must do. `open` gives a fresh pair; nothing of another test is on it. */
export function busContract(name: string, open: () => Promise<BusPair>): void {
  describe(`${name} bus`, () => {
    answers(open)
    faults(open)
    givingUp(open)
    repeating(open)
    progress(open)
    events(open)
    ending(open)
  })
}

const isFault = (kind: string, text?: RegExp) => (error: unknown) =>
  error instanceof Fault && error.kind === kind && (text === undefined || text.test(error.message))

function answers(open: () => Promise<BusPair>): void {
  test('a request reaches its handler and its answer comes back, as JSON values', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.echo', async (body) => ({ got: body, date: new Date(0), skipped: undefined }))
    const answer = await pair.client.request('host.a.echo', { n: 1, at: new Date(0), gone: undefined }, { deadlineMs })
    assert.deepEqual(answer, { got: { n: 1, at: '1970-01-01T00:00:00.000Z' }, date: '1970-01-01T00:00:00.000Z' })
  })

  test('what the handler does to its body does not reach the caller', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.spoil', async (body) => {
      ;(body as { list: number[] }).list.push(2)
      return body
    })
    const mine = { list: [1] }
    const answer = await pair.client.request('host.a.spoil', mine, { deadlineMs })
    assert.deepEqual([mine, answer], [{ list: [1] }, { list: [1, 2] }])
  })

  test('no body and no answer are null', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.nothing', async (body) => assert.equal(body, null))
    assert.equal(await pair.client.request('host.a.nothing', undefined, { deadlineMs }), null)
  })

  test('many requests at once get each its own answer', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.later', async (body) => {
      await sleep(((body as number) * 7) % 20)
      return body
    })
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, n) => pair.client.request('host.a.later', n, { deadlineMs })),
    )
    assert.deepEqual(
      all,
      Array.from({ length: 200 }, (_, n) => n),
    )
  })

  test('a body of some MiB travels; one over the limit is refused with a reason, both ways', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.big', async (body) => 'x'.repeat(body as number))
    const big = (await pair.client.request('host.a.big', 4 * 1024 * 1024, { deadlineMs })) as string
    assert.equal(big.length, 4 * 1024 * 1024)
    await assert.rejects(
      pair.client.request('host.a.big', maxMessageBytes, { deadlineMs }),
      isFault('invalid', /limit/),
    )
    const huge = pair.client.request('host.a.big', 'x'.repeat(maxMessageBytes), { deadlineMs })
    await assert.rejects(huge, isFault('invalid', /limit/))
  })

  test('a subject with a wildcard or an empty word is refused', async () => {
    await using pair = await open()
    for (const subject of ['host.*.x', 'host.>', 'host..x', '', 'ho st', 'host.a\n']) {
      await assert.rejects(async () => pair.client.request(subject, {}, { deadlineMs }), TypeError, subject)
      await assert.rejects(async () => pair.server.serve(subject, async () => null), TypeError, subject)
    }
  })
}

function faults(open: () => Promise<BusPair>): void {
  test('a Fault crosses with kind, message, next step, fields and cause', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.fail', async () => {
      throw new Fault('noSpace', 'no room for the disk', {
        cause: new Error('ENOSPC'),
        next: 'free some',
        fields: { gib: 3 },
      })
    })
    await assert.rejects(pair.client.request('host.a.fail', {}, { deadlineMs }), (error) => {
      assert.ok(error instanceof Fault)
      assert.deepEqual([error.kind, error.message, error.next], ['noSpace', 'no room for the disk', 'free some'])
      assert.deepEqual({ ...error.fields }, { gib: 3 })
      assert.equal((error.cause as Error).message, 'ENOSPC')
      return true
    })
  })

  test('any other throw crosses as the Fault internal', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.bug', async () => {
      throw new TypeError('undefined is not a function')
    })
    await assert.rejects(pair.client.request('host.a.bug', {}, { deadlineMs }), isFault('internal', /not a function/))
  })

  test('an answer that is no JSON value is the Fault internal', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.bigint', async () => ({ n: 1n }))
    await assert.rejects(pair.client.request('host.a.bigint', {}, { deadlineMs }), isFault('internal'))
  })

  test('nobody serving a subject is told at once', async () => {
    await using pair = await open()
    const began = performance.now()
    await assert.rejects(
      pair.client.request('host.gone_example.x', {}, { deadlineMs: 60_000 }),
      isFault('hostAway', /^host gone\.example is away: nobody there takes x$/),
    )
    assert.ok(performance.now() - began < 10_000, 'not at its deadline')
  })

  test('a second handler of one subject is refused', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.once', async () => 1)
    await assert.rejects(
      pair.server.serve('host.a.once', async () => 2),
      isFault('conflict'),
    )
    assert.equal(await pair.client.request('host.a.once', {}, { deadlineMs }), 1)
  })
}

/** A handler that runs until its signal aborts, and what was seen of it. */
function endless() {
  const aborted = Promise.withResolvers<unknown>()
  const began = Promise.withResolvers<void>()
  const handler = async (_: unknown, { signal }: { signal: AbortSignal }) => {
    began.resolve()
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    aborted.resolve(signal.reason)
    throw signal.reason
  }
  return { handler, began: began.promise, aborted: aborted.promise }
}

function givingUp(open: () => Promise<BusPair>): void {
  test('the deadline ends the waiting, and the work', async () => {
    await using pair = await open()
    const { handler } = endless()
    const served = await pair.server.serve('host.a.slow', handler)
    await assert.rejects(pair.client.request('host.a.slow', {}, { deadlineMs: 50 }), isFault('deadline'))
    await served[Symbol.asyncDispose]() // waits for what runs, which does not end by itself
  })

  test('giving up ends the waiting at once, and the work', async () => {
    await using pair = await open()
    const { handler, began, aborted } = endless()
    await pair.server.serve('host.a.slow', handler)
    const abort = new AbortController()
    const asked = pair.client.request('host.a.slow', {}, { deadlineMs, signal: abort.signal })
    await began
    abort.abort(new Error('user left'))
    await assert.rejects(asked, isFault('cancelled'))
    await aborted
  })

  test('a request that was given up before it was sent never runs', async () => {
    await using pair = await open()
    let ran = 0
    await pair.server.serve('host.a.count', async () => (ran += 1))
    await assert.rejects(
      pair.client.request('host.a.count', {}, { deadlineMs, signal: AbortSignal.abort() }),
      isFault('cancelled'),
    )
    await pair.client.request('host.a.count', {}, { deadlineMs })
    assert.equal(ran, 1)
  })

  test('the work goes on while one of two callers of an id still waits', async () => {
    await using pair = await open()
    const { handler, began, aborted } = endless()
    await pair.server.serve('host.a.shared', handler)
    let over = false
    void aborted.then(() => (over = true))
    const leaving = new AbortController()
    const staying = new AbortController()
    const one = pair.client.request('host.a.shared', {}, { deadlineMs, requestId: 'r', signal: leaving.signal })
    await began
    const two = pair.client.request('host.a.shared', {}, { deadlineMs, requestId: 'r', signal: staying.signal })
    await sleep(50)
    leaving.abort()
    await assert.rejects(one, isFault('cancelled'))
    await sleep(50)
    assert.equal(over, false)
    staying.abort()
    await assert.rejects(two, isFault('cancelled'))
    await aborted
  })
}

function repeating(open: () => Promise<BusPair>): void {
  test('one request id is done once and answered each time: while it runs, and after', async () => {
    await using pair = await open()
    let ran = 0
    await pair.server.serve('host.a.effect', async () => {
      ran += 1
      await sleep(30)
      return { ran }
    })
    const ask = () => pair.client.request('host.a.effect', {}, { deadlineMs, requestId: 'flow-1.step' })
    const during = await Promise.all([ask(), ask(), ask()])
    assert.deepEqual(
      [...during, await ask()],
      Array.from({ length: 4 }, () => ({ ran: 1 })),
    )
    assert.deepEqual(await pair.client.request('host.a.effect', {}, { deadlineMs, requestId: 'flow-2.step' }), {
      ran: 2,
    })
  })

  test('one request id on two subjects is two effects', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.one', async () => 'one')
    await pair.server.serve('host.a.two', async () => 'two')
    assert.equal(await pair.client.request('host.a.one', {}, { deadlineMs, requestId: 'same' }), 'one')
    assert.equal(await pair.client.request('host.a.two', {}, { deadlineMs, requestId: 'same' }), 'two')
  })

  test('a failure is not kept: the same id tries again', async () => {
    await using pair = await open()
    let ran = 0
    await pair.server.serve('host.a.flaky', async () => {
      ran += 1
      if (ran === 1) throw new Fault('hypervisorAway', 'libvirtd is restarting')
      return 'done'
    })
    const ask = () => pair.client.request('host.a.flaky', {}, { deadlineMs, requestId: 'r' })
    await assert.rejects(ask(), isFault('hypervisorAway'))
    assert.equal(await ask(), 'done')
  })
}

function progress(open: () => Promise<BusPair>): void {
  test('progress reaches the caller, spaced out, and the last one always', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.copy', async (_, context) => {
      for (let done = 1; done <= 300; done += 1) {
        context.progress({ label: 'copying', done, total: 300, unit: 'bytes' })
        await sleep(1)
      }
      return 'copied'
    })
    const seen: Progress[] = []
    const began = performance.now()
    await pair.client.request('host.a.copy', {}, { deadlineMs, onProgress: (one) => seen.push(one) })
    const most = 2 + (performance.now() - began) / 99 // timers may come 1 ms early
    assert.deepEqual(seen.at(-1), { label: 'copying', done: 300, total: 300, unit: 'bytes' })
    assert.ok(seen.length >= 2 && seen.length <= most, `${seen.length} messages of at most ${most}`)
    assert.deepEqual(
      seen.map(({ done }) => done),
      seen.map(({ done }) => done).sort((a, b) => a - b),
    )
  })

  test('a listener of progress that throws does not harm the request', async () => {
    await using pair = await open()
    await pair.server.serve('host.a.copy', async (_, context) => {
      context.progress({ label: 'copying', done: 1, unit: 'steps' })
      return 'copied'
    })
    const onProgress = () => {
      throw new Error('a bug in the caller')
    }
    assert.equal(await pair.client.request('host.a.copy', {}, { deadlineMs, onProgress }), 'copied')
  })
}

function events(open: () => Promise<BusPair>): void {
  test('an event reaches those whose pattern matches, in order', async () => {
    await using pair = await open()
    const seen: string[] = []
    const last = Promise.withResolvers<void>()
    const note = (who: string) => (subject: string, body: unknown) => {
      seen.push(`${who} ${subject} ${JSON.stringify(body)}`)
      if (who === 'all' && body === 3) last.resolve()
    }
    await pair.client.subscribe('events.*.guest', note('guests'))
    await pair.client.subscribe('events.a.guest', note('a'))
    await pair.client.subscribe('events.*', note('short'))
    await pair.client.subscribe('events.>', note('all'))
    pair.server.publish('events.a.guest', 1)
    pair.server.publish('events.b.guest', 2)
    pair.server.publish('events.b.guest.more', 3)
    await last.promise
    const of = (who: string) =>
      seen.filter((line) => line.startsWith(`${who} `)).map((line) => line.slice(who.length + 1))
    assert.deepEqual(of('guests'), ['events.a.guest 1', 'events.b.guest 2'])
    assert.deepEqual(of('a'), ['events.a.guest 1'])
    assert.deepEqual(of('short'), [])
    assert.deepEqual(of('all'), ['events.a.guest 1', 'events.b.guest 2', 'events.b.guest.more 3'])
  })

  test('an event that nobody hears is no error, and a listener that throws harms no other', async () => {
    await using pair = await open()
    pair.server.publish('events.nobody', {})
    const heard = Promise.withResolvers<unknown>()
    await pair.client.subscribe('events.x', () => {
      throw new Error('a bug in the listener')
    })
    await pair.client.subscribe('events.x', (_, body) => heard.resolve(body))
    pair.server.publish('events.x', { n: 1 })
    assert.deepEqual(await heard.promise, { n: 1 })
  })

  test('a subscription that ended hears nothing more', async () => {
    await using pair = await open()
    let heard = 0
    const subscription = await pair.client.subscribe('events.x', () => (heard += 1))
    await subscription[Symbol.asyncDispose]()
    const after = Promise.withResolvers<void>()
    await pair.client.subscribe('events.x', () => after.resolve())
    pair.server.publish('events.x', {})
    await after.promise
    assert.equal(heard, 0)
  })
}

function ending(open: () => Promise<BusPair>): void {
  test('a handler that is taken back answers what it has begun, and nothing after', async () => {
    await using pair = await open()
    const go = Promise.withResolvers<void>()
    const began = Promise.withResolvers<void>()
    const served = await pair.server.serve('host.a.last', async () => {
      began.resolve()
      await go.promise
      return 'answered'
    })
    const asked = pair.client.request('host.a.last', {}, { deadlineMs })
    await began.promise
    const ended = served[Symbol.asyncDispose]()
    await sleep(20)
    go.resolve()
    assert.equal(await asked, 'answered')
    await ended
    await assert.rejects(pair.client.request('host.a.last', {}, { deadlineMs }), isFault('hostAway'))
    await pair.server.serve('host.a.last', async () => 'again')
    assert.equal(await pair.client.request('host.a.last', {}, { deadlineMs }), 'again')
  })

  test('closing aborts what runs and refuses what comes', async () => {
    await using pair = await open()
    const { handler, began, aborted } = endless()
    await pair.server.serve('host.a.slow', handler)
    const asked = assert.rejects(pair.client.request('host.a.slow', {}, { deadlineMs }), isFault('hostAway'))
    await began
    await pair.server.close()
    await aborted
    await asked
    await assert.rejects(async () => pair.server.request('host.a.slow', {}, { deadlineMs }), isFault('hostAway'))
    await pair.server.close()
  })
}

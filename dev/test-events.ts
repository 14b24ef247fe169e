// The reporter that dev/test.ts gives to each test file: node:test's events as JSON lines on file descriptor 3.
import { writeSync } from 'node:fs'
import { inspect } from 'node:util'

/** What dev/test.ts learns of one test. */
export type TestEvent =
  | { type: 'enqueue' | 'start' | 'complete'; name: string; nesting: number }
  | {
      type: 'end'
      name: string
      nesting: number
      suite: boolean
      outcome: 'passed' | 'failed' | 'skipped'
      tookMs: number
      error: string
      onlyInside: boolean
    }

interface Raw {
  type: string
  data: {
    name?: string
    nesting?: number
    skip?: string | boolean
    todo?: string | boolean
    details?: { type?: string; duration_ms?: number; error?: Error & { failureType?: string; cause?: unknown } }
  }
}

export function testEvent({ type, data }: Raw): TestEvent | undefined {
  const { name = '', nesting = 0, details = {} } = data
  if (type === 'test:enqueue') return { type: 'enqueue', name, nesting }
  if (type === 'test:dequeue') return { type: 'start', name, nesting }
  if (type === 'test:complete') return { type: 'complete', name, nesting }
  if (type !== 'test:pass' && type !== 'test:fail') return undefined
  const skipped = (data.skip !== undefined && data.skip !== false) || (data.todo !== undefined && data.todo !== false)
  const error = details.error
  return {
    type: 'end',
    name,
    nesting,
    suite: details.type === 'suite',
    outcome: skipped ? 'skipped' : type === 'test:pass' ? 'passed' : 'failed',
    tookMs: details.duration_ms ?? 0,
    error: error === undefined ? '' : inspect(error.cause ?? error, { depth: 6 }),
    onlyInside: error?.failureType === 'subtestsFailed',
  }
}

function send(event: TestEvent): void {
  const bytes = Buffer.from(`${JSON.stringify(event)}\n`)
  for (let sent = 0; sent < bytes.length; ) sent += writeSync(3, bytes, sent)
}

export default async function* report(source: AsyncIterable<Raw>): AsyncGenerator<string> {
  for await (const raw of source) {
    const event = testEvent(raw)
    if (event !== undefined) send(event)
  }
  yield ''
}

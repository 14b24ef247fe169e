import { durationText, type Output, ProgressBar } from '@kilonova/cli'

/** How far a step is: a part of one, and what it is at. */
export type Report = (part: number, doing?: string) => void

export interface StepResult {
  readonly name: string
  readonly tookMs: number
  readonly detail: string
}

/**
 * Runs the demo's steps one after the other: a bar over all of them while one is at work, a line with its time once it
 * is done.
 */
export class Steps {
  readonly results: StepResult[] = []
  readonly #output: Output
  readonly #count: number
  readonly #signal: AbortSignal
  constructor(output: Output, count: number, signal: AbortSignal) {
    this.#output = output
    this.#count = count
    this.#signal = signal
  }

  /** @param work answers the step's value, and what to say about it. */
  async run<T>(name: string, work: (report: Report) => Promise<{ value: T; detail: string }>): Promise<T> {
    this.#signal.throwIfAborted()
    const started = performance.now()
    const number = this.results.length
    let part = 0
    let doing = ''
    using bar = new ProgressBar(this.#output, { label: name, unit: 'steps', total: this.#count })
    const show = () => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const label = `${name}${doing === '' ? '' : `: ${doing}`} ${seconds} s`.padEnd(48).slice(0, 64)
      bar.update(number + Math.min(Math.max(part, 0), 1), { label })
    }
    const timer = setInterval(show, 100)
    try {
      const { value, detail } = await work((now, words) => {
        part = now
        doing = words ?? doing
      })
      this.#done({ name, tookMs: performance.now() - started, detail }, bar)
      return value
    } finally {
      clearInterval(timer)
    }
  }

  #done(result: StepResult, bar: ProgressBar): void {
    bar[Symbol.dispose]()
    this.results.push(result)
    const { name, tookMs, detail } = result
    this.#output.print(`${this.#output.bold('✔')} ${name.padEnd(30)} ${durationText(tookMs).padStart(9)}  ${detail}`)
  }
}

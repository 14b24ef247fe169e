import type { SingleBar } from 'cli-progress'
import { type Output, visible } from './output.ts'
import { bytesText } from './units.ts'

/** A bar shows up once the work has taken this long: quick work prints nothing. */
const showAfterMs = 400

export interface BarOptions {
  readonly label: string
  readonly unit: 'bytes' | 'percent' | 'steps'
  readonly total?: number
}

/**
 * One progress bar on stderr, only for a person: nothing is drawn when stderr is no terminal. `using` ends it, and
 * leaves the terminal's line clean whatever happened.
 */
export class ProgressBar implements Disposable {
  readonly #unit: BarOptions['unit']
  readonly #timer: NodeJS.Timeout | undefined
  #label: string
  #total: number
  #done = 0
  #bar: SingleBar | undefined
  #ended = false

  constructor(output: Output, options: BarOptions) {
    this.#unit = options.unit
    this.#label = options.label
    this.#total = options.total ?? 100
    if (output.stderr.isTTY === true) {
      this.#timer = setTimeout(() => void this.#show(), showAfterMs).unref()
    }
  }

  /** Sets what is done so far, and the label or total if they changed. */
  update(done: number, changed: { label?: string; total?: number } = {}): void {
    this.#done = done
    this.#label = changed.label ?? this.#label
    if (changed.total !== undefined && changed.total !== this.#total) {
      this.#total = changed.total
      this.#bar?.setTotal(changed.total)
    }
    this.#bar?.update(done, this.#words())
  }

  [Symbol.dispose](): void {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#bar?.stop()
    this.#bar = undefined
  }

  async #show(): Promise<void> {
    const { default: progress } = await import('cli-progress')
    if (this.#ended) return
    this.#bar = new progress.SingleBar({
      format: '{label}  {bar} {percentage}%  {amount}',
      stream: process.stderr,
      barsize: 28,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false, // signals are run.ts's: it ends the work, and so the bar
      fps: 10,
    })
    this.#bar.start(this.#total, this.#done, this.#words())
  }

  #words(): Record<string, string> {
    const amount = this.#unit === 'bytes' ? `${bytesText(this.#done)} of ${bytesText(this.#total)}` : ''
    return { label: visible(this.#label), amount }
  }
}

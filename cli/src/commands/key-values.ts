import { Problem } from '../problem.ts'

/** `['a=1', 'b=x=y']` → `{a: '1', b: 'x=y'}`. */
export function keyValues(pairs: readonly string[], option: string): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1)
        throw new Problem(`${option} ${pair}: not KEY=VALUE`, { exit: 'usage', next: `write ${option} KEY=VALUE` })
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

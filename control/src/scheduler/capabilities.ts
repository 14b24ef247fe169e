/** Nova's little language for values of extra specs: `>= 4`, `s!= x`, `<in> part`, `<or> a <or> b`, `<all-in> a b`. */

const numeric: Readonly<Record<string, (has: number, wanted: number) => boolean>> = {
  // "=" is "at least", for the sake of old flavors.
  '=': (has, wanted) => has >= wanted,
  '==': (has, wanted) => has === wanted,
  '!=': (has, wanted) => has !== wanted,
  '>=': (has, wanted) => has >= wanted,
  '<=': (has, wanted) => has <= wanted,
  '>': (has, wanted) => has > wanted,
  '<': (has, wanted) => has < wanted,
}

const textual: Readonly<Record<string, (has: string, wanted: string) => boolean>> = {
  's==': (has, wanted) => has === wanted,
  's!=': (has, wanted) => has !== wanted,
  's>=': (has, wanted) => has >= wanted,
  's>': (has, wanted) => has > wanted,
  's<=': (has, wanted) => has <= wanted,
  's<': (has, wanted) => has < wanted,
}

/** @returns the value with what was wanted instead, or undefined when it satisfies. */
export function capabilityRefusal(has: string, wanted: string): string | undefined {
  return satisfies(has, wanted.trim()) ? undefined : `${has}, the flavor needs ${wanted}`
}

function satisfies(has: string, wanted: string): boolean {
  const words = wanted.split(/\s+/)
  const [operator = '', ...rest] = words
  const [first = ''] = rest
  if (operator === '<or>') return wanted.split('<or>').some((one) => one.trim() === has)
  if (operator === '<in>') return rest.filter((word) => word !== '<in>').every((word) => has.includes(word))
  if (operator === '<all-in>') return rest.every((word) => has.split(/[\s,]+/).includes(word))
  if (rest.length === 1) {
    const byNumber = Object.hasOwn(numeric, operator) ? numeric[operator] : undefined
    if (byNumber !== undefined) return byNumber(Number(has), Number(first))
    const byText = Object.hasOwn(textual, operator) ? textual[operator] : undefined
    if (byText !== undefined) return byText(has, first)
  }
  return has === wanted
}

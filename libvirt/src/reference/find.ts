import { type MethodFact, type ProcedureFact, referenceData } from './data.ts'
import {
  classPage,
  constantPage,
  enumPage,
  functionPage,
  methodPage,
  overviewPage,
  type PageOptions,
  procedurePage,
  qualified,
  textPage,
} from './pages.ts'
import { columns } from './layout.ts'

/** A topic that there is nothing about. `near` are names that look alike. */
export class NoHelpError extends Error {
  override readonly name = 'NoHelpError'
  readonly near: readonly string[]

  /** True when it was looked for everywhere: another search of the same finds no more. */
  readonly searched: boolean

  constructor(topic: string, near: readonly string[], searched = false) {
    const like = near.length === 0 ? '' : `did you mean ${near.join(', ')}?`
    if (!searched) super(`there is no help about "${topic}": ${like || 'try --search with a word of it'}`)
    else if (topic.trim() === '') super('there is nothing to look for: give a word, or several')
    else super(`nothing in the API has "${topic}"${like === '' ? '' : `: ${like}`}`)
    this.near = near
    this.searched = searched
  }
}

/**
 * The page about a topic: a class, `Domain.create`, `create` alone, a C or Python name, an enum, a constant, an error
 * code or its number, a procedure as `remote:305`, `1:305` or `0x20008086:305`.
 * @throws {NoHelpError} with names that look alike.
 */
export function help(topic = '', options: PageOptions = {}): string {
  const wanted = topic.trim().replace(/\(.*\)$/, '')
  if (wanted === '') return overviewPage()
  const pages = [...new Set(pagesAbout(wanted, options))]
  if (pages.length > 0) return pages.join('\n\n')
  throw new NoHelpError(wanted, namesLike(wanted))
}

function pagesAbout(topic: string, options: PageOptions): string[] {
  const { classes, functions, enums, texts } = referenceData()
  const lower = topic.toLowerCase()
  const isIt = (name: string): boolean => name === topic
  if (/^(\w+):(\d+)$/.test(topic)) return proceduresAt(topic).map((fact) => procedurePage(fact))
  if (/^\d+$/.test(topic)) return aboutNumber(Number(topic), options)
  const exactClass = classes.find(({ name }) => isIt(name) || `vir${name}` === topic)
  if (exactClass !== undefined) return [classPage(exactClass.name)]
  const methods = methodsNamed(topic)
  if (methods.length > 0 && methods.length <= 3) return methods.map((method) => methodPage(method, options))
  if (methods.length > 3) return [choices(methods)]
  const fn = functions.find((fact) => isIt(fact.c) || isIt(fact.python))
  if (fn !== undefined) return [functionPage(fn, options)]
  const enumFact = enums.find(({ name, c }) => isIt(name) || isIt(c))
  if (enumFact !== undefined) return [enumPage(enumFact)]
  const constants = enums.filter(({ values }) =>
    values.some(({ name }) => name === topic || name === topic.toUpperCase()),
  )
  if (constants.length > 0) return constants.map((fact) => constantPage(fact, topic.toUpperCase(), options))
  const text = texts.find(({ name }) => name === topic.toUpperCase())
  if (text !== undefined) return [textPage(text, options)]
  const procedure = referenceData().procedures.filter(
    ({ name }) => name.toLowerCase() === lower.replace(/^remote_proc_/, ''),
  )
  if (procedure.length > 0) return procedure.map((fact) => procedurePage(fact))
  const byCase = classes.find(({ name }) => name.toLowerCase() === lower)
  return byCase === undefined ? [] : [classPage(byCase.name)]
}

function methodsNamed(topic: string): MethodFact[] {
  const { methods } = referenceData()
  const [owner, member] = topic.includes('.') ? topic.split('.') : [undefined, topic]
  const fits = (method: MethodFact, fold: (text: string) => string): boolean =>
    fold(method.name) === fold(member ?? '') &&
    (owner === undefined || fold(method.className) === fold(owner === 'conn' ? 'Connect' : owner))
  const exact = methods.filter((method) => fits(method, (text) => text))
  return exact.length > 0 ? exact : methods.filter((method) => fits(method, (text) => text.toLowerCase()))
}

function choices(methods: readonly MethodFact[]): string {
  return `Several classes have it:\n\n${columns(methods.map((method) => [qualified(method), method.text]))}`
}

/** Programs by name, by their place in the list from 1, or by their number on the wire. */
function proceduresAt(topic: string): ProcedureFact[] {
  const { programs, procedures } = referenceData()
  const [program = '', number = ''] = topic.split(':')
  const found = programs.find(
    ({ name, id }, index) =>
      name === program.toLowerCase() || String(index + 1) === program || id.toLowerCase() === program.toLowerCase(),
  )
  return procedures.filter((fact) => fact.program === found?.name && fact.number === Number(number))
}

/** A bare number is an error code or a procedure. */
function aboutNumber(number: number, options: PageOptions): string[] {
  const errors = referenceData().enums.find(({ name }) => name === 'ErrorNumber')
  const code = errors?.values.find(({ value, name }) => value === number && !name.endsWith('_LAST'))
  const pages = errors === undefined || code === undefined ? [] : [constantPage(errors, code.name, options)]
  return [...pages, ...proceduresAt(`remote:${number}`).map((fact) => procedurePage(fact))]
}

function allNames(): string[] {
  const { classes, methods, functions, enums, texts } = referenceData()
  return [
    ...classes.map(({ name }) => name),
    ...methods.map((method) => qualified(method)),
    ...functions.map(({ c }) => c),
    ...enums.flatMap(({ name, values }) => [name, ...values.map((value) => value.name)]),
    ...texts.map(({ name }) => name),
  ]
}

function namesLike(topic: string): string[] {
  const lower = topic.toLowerCase()
  const short = lower.slice(lower.lastIndexOf('.') + 1)
  const scored = allNames().map((name) => {
    const other = name.toLowerCase()
    const bare = other.slice(other.lastIndexOf('.') + 1)
    if (other.includes(lower) || (short.length > 3 && bare.startsWith(short)))
      return { name, score: other.length / 100 }
    return { name, score: Math.abs(bare.length - short.length) > 3 ? 99 : distance(bare, short) }
  })
  return scored
    .filter(({ score, name }) => score <= Math.max(1, Math.min(3, name.length / 5)))
    .sort((a, b) => a.score - b.score)
    .slice(0, 5)
    .map(({ name }) => name)
}

/** How many letters must be added, dropped or changed to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Everything in which all the words occur, methods first. A hyphen or a space between words does not matter. */
export function search(text: string): string {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const fold = (value: string): string => value.toLowerCase().replaceAll(/[-_ ]/g, '')
  const has = (...parts: string[]): boolean => {
    const all = fold(parts.join(' '))
    return words.every((word) => all.includes(fold(word)))
  }
  const { methods, functions, enums, texts, procedures } = referenceData()
  const sections: [string, [string, string][]][] = [
    [
      'Methods',
      methods
        .filter((method) =>
          has(
            qualified(method),
            method.text,
            ...method.c,
            ...method.parameters.map(({ note }) => note),
            method.returnNote,
          ),
        )
        .map((method) => [qualified(method), method.text]),
    ],
    [
      'Constants',
      enums.flatMap(({ name, values }) =>
        values
          .filter((value) => has(value.name))
          .map((value): [string, string] => [value.name, `${name} ${value.value}`]),
      ),
    ],
    [
      'Texts',
      texts.filter(({ name, value }) => has(name, value)).map(({ name, value }) => [name, JSON.stringify(value)]),
    ],
    [
      'Functions without a method',
      functions
        .filter(({ c, here }) => has(c) && !methods.some((method) => method.c.includes(c)) && here !== '')
        .map(({ c, here }) => [c, here]),
    ],
    [
      'Procedures',
      procedures.filter(({ name }) => has(name)).map(({ program, number, name }) => [`${program}:${number}`, name]),
    ],
  ]
  const found = sections.filter(([, rows]) => rows.length > 0)
  if (words.length === 0 || found.length === 0)
    throw new NoHelpError(text, text.trim() === '' ? [] : namesLike(text.replaceAll(' ', '')), true)
  return found.map(([title, rows]) => `${title}\n${columns(rows, { most: 52 })}`).join('\n\n')
}

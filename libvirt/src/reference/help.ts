import { help, search } from './find.ts'
import type { PageOptions } from './pages.ts'

/**
 * `kilonova libvirt help …`.
 * @param argv what stands after `help`: nothing, a topic, or `--search` and words.
 * @returns the page, ending in a line break.
 * @throws {NoHelpError} when there is none.
 */
export function libvirtHelp(argv: readonly string[], options: PageOptions = {}): string {
  const [first, ...rest] = argv
  if (first === '--search' || first === '-s') return `${search(rest.join(' '))}\n`
  if (first?.startsWith('--search=')) return `${search([first.slice(9), ...rest].join(' '))}\n`
  return `${help(argv.join('.'), options)}\n`
}

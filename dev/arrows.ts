// Who imports whom. `node dev/arrows.ts` fails when an import breaks the rule, or when dev/arrows.txt is not what the
// imports say; with --write it writes that file, so a new arrow is a line in a diff.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export interface ArrowRule {
  /** What a package's src may import of ours. */
  packages: Record<string, readonly string[]>
  /** What every package's tests may import besides. */
  tests: readonly string[]
  /** What a package offers besides its index, apart so that who has no use for it does not load it. */
  doors: readonly string[]
  /** What a package offers besides its index, for tests only. */
  testing: readonly string[]
}

export const rule: ArrowRule = {
  packages: {
    libvirt: [],
    core: [],
    host: ['core', 'libvirt'],
    control: ['core'],
    cli: ['control', 'core', 'host', 'libvirt'],
    lab: ['core'],
    journeys: ['bench', 'cli', 'control', 'core', 'host', 'lab', 'libvirt'],
    bench: ['cli', 'control', 'core', 'host', 'journeys', 'lab', 'libvirt'],
    dev: ['lab'],
  },
  tests: ['lab'],
  doors: ['@kilonova/core/store', '@kilonova/control/settings'],
  testing: ['@kilonova/core/testing'],
}

export interface Import {
  /** Path from the repository's root, with `/`. */
  file: string
  /** As written: `./frame.ts`, `@kilonova/core`, `kysely`, `node:fs`. */
  target: string
}

const statement =
  /(?:^|[;\n])\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([\w@./:-]+)['"]|\bimport\(\s*['"]([\w@./:-]+)['"]/g

/** The imports in a file's text. Comments are not told from code: an import in one counts. */
export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(statement)].map(([, plain, dynamic]) => ({ file, target: plain ?? dynamic ?? '' }))
}

/** @returns a line for each import that breaks the rule. */
export function brokenArrows(imports: readonly Import[], rule: ArrowRule): string[] {
  return imports.flatMap(({ file, target }) => {
    const from = packageOf(file)
    if (target.startsWith('.')) {
      const reached = join(dirname(file), target)
      // dev/ is no package: it reads what it generates from, and tests of what it generates reach into it.
      const inside = packageOf(reached) === from || from === 'dev' || (isTest(file) && packageOf(reached) === 'dev')
      return inside ? [] : [`${file} reaches into ${reached}: import the package by its name`]
    }
    const to = ourPackage(target)
    if (to === undefined) return []
    const isPublic =
      target === `@kilonova/${to}` || rule.doors.includes(target) || (rule.testing.includes(target) && isTest(file))
    if (!isPublic) return [`${file} imports ${target}: only a package's own index is public`]
    if (to === from) return isTest(file) ? [] : [`${file} imports its own package by name: use a relative path`]
    const allowed = new Set([...(rule.packages[from] ?? []), ...(isTest(file) ? rule.tests : [])])
    return allowed.has(to)
      ? []
      : [`${file} imports ${to}: ${from} may import ${[...allowed].join(', ') || 'nothing of ours'}`]
  })
}

/** One line per arrow, sorted: between folders of ours, and from a package to a library. Node's own modules are left out. */
export function arrowLines(imports: readonly Import[]): string[] {
  const arrows = imports.flatMap(({ file, target }) => {
    if (target.startsWith('node:')) return []
    if (target.startsWith('.')) {
      const [from, to] = [folderOf(file), folderOf(join(dirname(file), target))]
      return from === to || isTest(file) ? [] : [`${from} → ${to}`]
    }
    const ours = ourPackage(target)
    const library = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : target.split('/')[0]
    if (isTest(file)) return [`${packageOf(file)} (tests) → ${ours ?? library}`]
    return [`${ours === undefined ? packageOf(file) : folderOf(file)} → ${ours ?? library}`]
  })
  return [...new Set(arrows)].sort()
}

function packageOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function ourPackage(target: string): string | undefined {
  return /^@kilonova\/([^/]+)/.exec(target)?.[1]
}

/** `control/src/api/servers/show.ts` → `control/api`; a file right in src belongs to the package. */
function folderOf(path: string): string {
  const [name = '', ...rest] = path.split('/')
  const folders = (rest[0] === 'src' ? rest.slice(1) : rest).slice(0, -1)
  return folders[0] === undefined ? name : `${name}/${folders[0]}`
}

function isTest(file: string): boolean {
  return /\/test\/|\.test\.ts$/.test(file) || file.startsWith('journeys/') || file.startsWith('bench/')
}

function sourceFiles(root: string): string[] {
  return Object.keys(rule.packages).flatMap((name) => {
    const entries = readdirSync(join(root, name), { recursive: true, encoding: 'utf8' })
    const sources = entries.filter((path) => /\.(ts|mts|mjs)$/.test(path) && !/(^|\/)(node_modules|dist)\//.test(path))
    return sources.map((path) => `${name}/${path}`)
  })
}

function main(): number {
  const root = resolve(import.meta.dirname, '..')
  const imports = sourceFiles(root).flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
  const broken = brokenArrows(imports, rule)
  for (const line of broken) process.stdout.write(`${line}\n`)
  const path = join(import.meta.dirname, 'arrows.txt')
  const text = `${arrowLines(imports).join('\n')}\n`
  if (process.argv.includes('--write')) {
    writeFileSync(path, text)
    return broken.length === 0 ? 0 : 1
  }
  const committed = readFileSync(path, 'utf8')
  if (committed === text) return broken.length === 0 ? 0 : 1
  const [before, after] = [committed.split('\n'), text.split('\n')]
  for (const line of after.filter((line) => !before.includes(line))) process.stdout.write(`+ ${line}\n`)
  for (const line of before.filter((line) => !after.includes(line))) process.stdout.write(`- ${line}\n`)
  process.stdout.write(`${relative(root, path)} is not up to date; next: npm run arrows, and look at the diff\n`)
  return 1
}

if (import.meta.main) process.exitCode = main()

// `npm run docs`: the libvirt client's reference as a static site in dist/docs. TypeDoc makes the API's pages from the
// TSDoc; the pages of `kilonova libvirt help` stand beside them, word for word.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { libvirtHelp, referenceTopics } from '@kilonova/libvirt/reference'

const root = resolve(import.meta.dirname, '../..')
const out = join(root, 'dist/docs')
const pages = join(root, 'dist/help-pages')

rmSync(pages, { recursive: true, force: true })
mkdirSync(pages, { recursive: true })
const fence = (text: string) => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`
for (const { className, methods } of referenceTopics()) {
  const sections = methods.map((name) => `## ${name}\n\n${fence(libvirtHelp([`${className}.${name}`]))}`)
  const front = `---\ntitle: help ${className}\ngroup: kilonova libvirt help\n---\n`
  writeFileSync(join(pages, `${className}.md`), `${front}\n${fence(libvirtHelp([className]))}\n${sections.join('\n')}`)
}

// TypeDoc needs TypeScript 5, which this folder's own node_modules has.
const typedoc = join(dirname(createRequire(import.meta.url).resolve('typedoc/package.json')), 'bin/typedoc')
const options = {
  tsconfig: join(import.meta.dirname, 'tsconfig.json'),
  entryPoints: [join(root, 'libvirt/src/index.ts')],
  projectDocuments: [join(pages, '*.md')],
  name: '@kilonova/libvirt',
  readme: join(root, 'libvirt/README.md'),
  out,
  githubPages: false,
  disableGit: true,
  sourceLinkTemplate: 'libvirt/{path}#L{line}',
  excludePrivate: true,
  excludeInternal: true,
  logLevel: 'Error',
}
const optionsFile = join(root, 'dist/typedoc.json')
writeFileSync(optionsFile, JSON.stringify(options))
const { status } = spawnSync(process.execPath, [typedoc, '--options', optionsFile], { stdio: 'inherit' })
rmSync(pages, { recursive: true, force: true })
rmSync(optionsFile, { force: true })
if (status === 0) console.log(`the site is in dist/docs: open dist/docs/index.html`)
process.exitCode = status ?? 1

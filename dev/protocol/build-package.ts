/**
 * Makes libvirt/dist for `npm pack`: JavaScript and declarations that need neither type stripping nor this repository.
 * `prepack` builds and points package.json at dist; `postpack` (with --restore) points it at the sources again.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const home = join(root, 'libvirt')
const dist = join(home, 'dist')
const manifest = join(home, 'package.json')
const saved = join(home, 'dist/package.source.json')

function build(): void {
  rmSync(dist, { recursive: true, force: true })
  const options = [
    ['--rootDir', join(home, 'src')],
    ['--outDir', dist],
    ['--target', 'es2023'],
    ['--lib', 'es2024,esnext.disposable,esnext.iterator,esnext.array'],
    ['--module', 'nodenext'],
    ['--types', 'node'],
  ]
  const flags = [
    '--declaration',
    '--rewriteRelativeImportExtensions',
    '--strict',
    '--skipLibCheck',
    '--exactOptionalPropertyTypes',
  ]
  const entries = [join(home, 'src/index.ts'), join(home, 'src/reference/index.ts')]
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { status, stdout } = spawnSync(tsc, ['--ignoreConfig', ...options.flat(), ...flags, ...entries], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`tsc failed:\n${stdout}`)
  const generated = 'protocol/generated'
  cpSync(join(home, 'src', generated), join(dist, generated), { recursive: true })
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:js|d\.ts)$/.test(file)) continue
    const path = join(dist, file)
    const text = readFileSync(path, 'utf8')
    const rewritten = text
      .replaceAll(/((?:from|import)\s*\(?\s*'\.[^']*)\.ts'/g, "$1.js'")
      .replaceAll(/((?:from|import)\s*\(?\s*"\.[^"]*)\.ts"/g, '$1.js"')
    if (rewritten !== text) writeFileSync(path, rewritten)
  }
}

/** What npm publishes differs from what the workspace uses in its entry points alone. */
function pointAtDist(): void {
  const source = readFileSync(manifest, 'utf8')
  const facts = JSON.parse(source) as { exports: Record<string, string>; scripts?: unknown }
  const entry = (path: string): object => {
    const inDist = path.replace('./src/', './dist/')
    return { types: inDist.replace(/\.ts$/, '.d.ts'), default: inDist.replace(/\.ts$/, '.js') }
  }
  const exports = Object.fromEntries(Object.entries(facts.exports).map(([name, path]) => [name, entry(path)]))
  writeFileSync(saved, source)
  writeFileSync(manifest, `${JSON.stringify({ ...facts, exports, engines: { node: '>=20.3' } }, null, 2)}\n`)
}

if (process.argv.includes('--restore')) {
  renameSync(saved, manifest)
} else {
  build()
  pointAtDist()
}

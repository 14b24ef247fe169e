import { camel } from './names.ts'
import { readdirSync, readFileSync } from 'node:fs'

export interface FunctionDoc {
  readonly text: string
  /** By argument name, plus `flags` and `returns`. */
  readonly notes: ReadonlyMap<string, string>
}

const folder = new URL('./functions/', import.meta.url)

/** Reads what was written by hand about each function. */
export function functionDocs(): Map<string, FunctionDoc> {
  const docs = new Map<string, FunctionDoc>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    for (const line of readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean)) {
      const groups = /^(?<name>vir\w+): (?<text>.*?)(?: \{(?<notes>.*)\})?$/.exec(line)?.groups
      if (groups === undefined) throw new Error(`${file}: cannot read "${line}"`)
      docs.set(groups['name'] as string, { text: groups['text'] as string, notes: readNotes(groups['notes'] ?? '') })
    }
  }
  return docs
}

function readNotes(text: string): Map<string, string> {
  // A semicolon ends a note only before the next `name: `.
  const notes = new Map<string, string>()
  for (const part of text.split(/; (?=\w+: )/).filter(Boolean)) {
    const at = part.indexOf(': ')
    notes.set(camel(part.slice(0, at)), part.slice(at + 2))
  }
  return notes
}

// A program for the tests to run on a terminal: node run-shell.ts URI HISTORY-FILE [--write]
import { libvirtShell } from '../../src/reference/index.ts'

const [uri, historyFile, write] = process.argv.slice(2)
await libvirtShell({ uri, historyFile, write: write === '--write' })
console.log('the shell has ended')

import { parentPort } from 'node:worker_threads'
import { type HashJob, hashFile } from './hash-file.ts'
import { type WriteJob, writeDisk } from './write-disk.ts'

export type ExtractJobOfThread = { readonly hash: HashJob } | { readonly write: WriteJob }
export type ThreadAnswer =
  | { readonly done: string }
  | { readonly failed: { readonly message: string; readonly code?: string } }

const port = parentPort
if (port === null) throw new Error('this file is a thread, not a program')
const tell = (answer: ThreadAnswer): void => port.postMessage(answer)

port.on('message', (job: ExtractJobOfThread) => {
  try {
    if ('hash' in job) return tell({ done: hashFile(job.hash) })
    writeDisk(job.write)
    return tell({ done: '' })
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    const code = 'code' in failure && typeof failure.code === 'string' ? { code: failure.code } : {}
    return tell({ failed: { message: failure.message, ...code } })
  }
})

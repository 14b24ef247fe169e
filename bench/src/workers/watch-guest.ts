// Watches until its input ends: the longest time in which a console log did not grow, and the most bytes that two
// directories held. In a process of its own, so that what it measures does not share its time with what it watches.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const [log = '', ...directories] = process.argv.slice(2)

const sizeOf = (path: string): number => {
  try {
    return statSync(path).size
  } catch {
    return -1
  }
}

/** Bytes on the disk, holes not counted; what vanishes meanwhile counts nothing. */
function used(path: string): number {
  try {
    const stats = statSync(path)
    if (!stats.isDirectory()) return stats.blocks * 512
    return readdirSync(path).reduce((sum, name) => sum + used(join(path, name)), 0)
  } catch {
    return 0
  }
}

let stopped = false
process.stdin.on('end', () => (stopped = true)).resume()
let [size, since, silenceMs, mostUsed, looks] = [sizeOf(log), performance.now(), 0, 0, 0]

function look(): void {
  const now = performance.now()
  const grown = sizeOf(log)
  if (grown !== size) {
    silenceMs = Math.max(silenceMs, now - since)
    ;[size, since] = [grown, now]
  }
  looks += 1
  if (looks % 20 === 1)
    mostUsed = Math.max(
      mostUsed,
      directories.reduce((sum, path) => sum + used(path), 0),
    )
  if (!stopped) return void setTimeout(look, 1)
  if (log !== '') silenceMs = Math.max(silenceMs, now - since)
  process.stdout.write(JSON.stringify({ silenceMs, mostUsed }))
}
look()

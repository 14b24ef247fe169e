// Removes a lab whose owner has ended: run by the watcher that startLab leaves behind (see lab.ts). Arguments: the lab's
// directory, and the owner's identity as JSON, so that a new lab of the same name is left alone.
import { readLab, removeLab } from './claim.ts'
import { machineLock } from './machine-lock.ts'

const [dir = '', owner = ''] = process.argv.slice(2)
// Whoever claims removes what is dead too: a bridge that both remove would for the slower one be the next lab's already.
using _lock = await machineLock('claim', 300_000)
if (JSON.stringify(readLab(dir)?.owner) === owner) await removeLab(dir)

import { listLabs, removeLab } from './claim.ts'
import { machineLock } from './machine-lock.ts'

/** Ends and removes every lab that a test run (its KILONOVA_TEST_RUN) made and that is still there. @returns their directories. */
export async function removeLabsOfTestRun(testRun: string): Promise<string[]> {
  using _lock = await machineLock('claim', 60_000)
  const left = (await listLabs()).filter((lab) => lab.testRun === testRun)
  await Promise.all(left.map((lab) => removeLab(lab.dir)))
  return left.map((lab) => lab.dir)
}

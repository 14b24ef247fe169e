// `npm run check`: looks at the code without running it. Exit code 1 when anything is wrong.
import { checkLine, runChecks } from './checks.ts'

const results = await runChecks((result) => process.stdout.write(`${checkLine(result)}\n`))
const failed = results.filter((result) => !result.passed)
for (const result of failed) process.stdout.write(`\n── ${result.name} ──\n${result.output.trimEnd()}\n`)
process.exitCode = failed.length === 0 ? 0 : 1

// What other parts of the house use of the program: how it shows work under way, and sizes and times.
export { Output } from './output/output.ts'
export { ProgressBar } from './output/progress-bar.ts'
export { printTable } from './output/table.ts'
export { bytesText, durationText } from './output/units.ts'

import { flowSuite } from '@kilonova/core/testing'
import { confirmResizeFlow, resizeFlow, revertResizeFlow } from '../../src/index.ts'

const here = (file: string): string => new URL(file, import.meta.url).href

await flowSuite(resizeFlow, here('./resize-scenario.ts'))
await flowSuite(confirmResizeFlow, here('./confirm-resize-scenario.ts'))
await flowSuite(revertResizeFlow, here('./revert-resize-scenario.ts'))

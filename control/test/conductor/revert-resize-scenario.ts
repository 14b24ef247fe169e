import { revertResizeFlow } from '../../src/conductor/resize/settle-resize.ts'
import { settleScenario } from './settle-resize.ts'

export default settleScenario({ flow: revertResizeFlow, asked: 'reverting', end: 'at its source', status: 'reverted' })

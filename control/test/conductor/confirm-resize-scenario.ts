import { confirmResizeFlow } from '../../src/conductor/resize/settle-resize.ts'
import { settleScenario } from './settle-resize.ts'

export default settleScenario({
  flow: confirmResizeFlow,
  asked: 'confirming',
  end: 'at its destination',
  status: 'confirmed',
})

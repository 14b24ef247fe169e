import { LabError } from './lab-error.ts'
export async function testGuest(_options: { onProgress?: (line: string) => void } = {}): Promise<unknown> {
  throw new LabError('being made')
}

/** What went wrong with a lab or a test guest; the message names the thing and, where there is one, the next step. */
export class LabError extends Error {
  override readonly name = 'LabError'
}

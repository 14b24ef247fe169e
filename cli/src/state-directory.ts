/** Where the service keeps all it must not lose, unless `--state` or KILONOVA_STATE says otherwise. */
export const defaultStateDirectory = '/var/lib/kilonova'

export function stateDirectoryOf(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const fromEnvironment = env['KILONOVA_STATE']
  return option ?? (fromEnvironment === undefined || fromEnvironment === '' ? defaultStateDirectory : fromEnvironment)
}

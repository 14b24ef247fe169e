import { LibvirtError } from './libvirt-error.ts'
import { ErrorNumber } from '../protocol/generated/enums.js'

/** `9000000` → `9.0.0` */
export function versionText(version: number): string {
  return `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`
}

export function versionNumber(text: string): number {
  const [major = 0, minor = 0, release = 0] = text.split('.').map(Number)
  return major * 1_000_000 + minor * 1000 + release
}

/**
 * A daemon older than the procedure answers "unknown procedure" with the code of any RPC failure. It is told from
 * the two versions, not from the text.
 */
export function tooOld(
  cause: unknown,
  procedure: { readonly name: string; readonly since: string },
  daemonVersion: number,
): LibvirtError | undefined {
  if (!(cause instanceof LibvirtError) || !cause.is('VIR_ERR_RPC') || cause.domain === 0) return undefined
  if (procedure.since === '' || daemonVersion === 0 || versionNumber(procedure.since) <= daemonVersion) return undefined
  const message = `this libvirtd (${versionText(daemonVersion)}) is too old for ${procedure.name}, which needs ${procedure.since}`
  const { domain, level, str1, str2, str3, int1, int2 } = cause
  const code = ErrorNumber.VIR_ERR_NO_SUPPORT
  return new LibvirtError(
    { code, domain, level, message, str1, str2, str3, int1, int2, procedure: procedure.name },
    { cause },
  )
}

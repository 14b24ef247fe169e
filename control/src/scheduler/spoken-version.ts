import { protocolVersion } from '@kilonova/core'

export const sameVersion =
  'install the same version of Kilonova on both, on controllers first; its guests go on meanwhile'

/** Why nothing is asked of a host that speaks so with its cloud; undefined when it speaks as we do. */
export const versionRefusal = (spoken: number): string | undefined =>
  spoken === protocolVersion
    ? undefined
    : `it speaks version ${spoken} with its cloud, this controller ${protocolVersion}: ${sameVersion}`

/** The version that a host told by its facts. Those from before it was told spoke the first. */
export const spokenVersion = (facts: { readonly protocol?: unknown }): number =>
  typeof facts.protocol === 'number' ? facts.protocol : 1

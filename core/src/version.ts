import ownPackage from '../package.json' with { type: 'json' }

/** Of this program, for people: what speaks one `protocolVersion` works together, whatever this says. */
export const programVersion: string = ownPackage.version

/** What the program's exit code says. Scripts may rely on these numbers; README.md lists them. */
export const exitCodes = {
  ok: 0,
  /** The service, the machine or the server said no, or a wait ended in an error. */
  fault: 1,
  /** The command line is wrong; nothing was asked of anybody. */
  usage: 2,
  notFound: 3,
  /** Not in this state, or a name that several things have. */
  conflict: 4,
  /** Nobody answers at the address. */
  away: 5,
  /** Wrong password, or not allowed. */
  denied: 6,
  /** A wait ended by its own time limit; the work itself goes on. */
  deadline: 7,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const

export type ExitName = keyof typeof exitCodes

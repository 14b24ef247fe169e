/**
 * Makes at least one call of every procedure against a real daemon, asks python3-libvirt the same where there is
 * something to ask, and notes what became of it: the raw material of libvirt/MATRIX.md.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { camel } from '../../../../dev/protocol/names.ts'
import type { FieldFact, ProcedureFact, ProgramFacts } from '../../../../dev/protocol/tables.ts'
import { ConnectionLostError, LibvirtError, lxc, qemu, remote, versionNumber } from '../../../src/index.ts'
import type { Procedure } from '../../../src/protocol/procedure.ts'
import { referenceData } from '../../../src/reference/data.ts'
import type { Session } from '../../../src/session/session.ts'
import { programFacts } from '../arbitrary.ts'
import { type Args, asQuestion, defaultArgs, fieldsOf, handleKind } from './arguments.ts'
import { type Case, caseOf, type PythonView } from './cases.ts'
import { callMethod } from './methods.ts'
import { difference } from './compare.ts'
import { Peer, type Question, type Reference } from './peer.ts'
import { reasonFor } from './reasons.ts'
import { done, type Stage } from './stage.ts'

type AnyCall = Procedure<never, unknown>
const tables = { remote, qemu, lxc } as const

/** Before a connection is open, and not after that. */
const handshake: Record<string, string> = {
  authList: 'called by each connection, before it is open',
  connectOpen: 'called by each connection, before it is open',
  authPolkit: 'called by test/auth/daemon-auth.test.ts, on a real daemon',
  authSaslInit: 'called by test/auth/daemon-auth.test.ts, on a real daemon',
  authSaslStart: 'called by test/auth/daemon-auth.test.ts, on a real daemon',
  authSaslStep: 'called by test/auth/daemon-auth.test.ts, on a real daemon',
}
/** They ask and change nothing, so that another client can be asked too. */
const asking =
  /GET_|LIST_|LOOKUP|NUM_OF|_NUM$|NUM_CHILDREN|_IS_|_HAS_|COMPARE|BASELINE|MEMORY_STATS$|STATS|BLOCK_PEEK|MEMORY_PEEK|INTERFACE_ADDRESSES|SNAPSHOT_CURRENT|XML_TO_NATIVE|FIND_STORAGE/
const notAsking = /SNAPSHOT_CREATE|_SET_|_DELETE/

/** @param only names of procedures; all when it is empty. @returns outcome by program and name. */
export async function exercise(
  stage: Stage,
  uri: string,
  only: readonly string[] = [],
  note: (line: string) => void = () => {},
): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>()
  using peer = new Peer(uri)
  await stage.begin()
  const rows = (Object.keys(tables) as (keyof typeof tables)[]).flatMap((program) => {
    const facts = programFacts(program)
    return facts.procedures.filter((row) => row.kind === 'call').map((row) => ({ program, row, facts }))
  })
  // First those that only look, then those that change, then those that take away; the booted guest's last of each.
  for (const { program, row, facts } of rows.toSorted(
    (a, b) => weight(a.row) - weight(b.row) || a.row.number - b.row.number,
  )) {
    const procedure = (tables[program] as unknown as Record<string, AnyCall>)[camel(row.name)]
    if (procedure === undefined || (only.length > 0 && !only.includes(procedure.name))) continue
    const outcome = await new Call(stage, peer, procedure, row, facts)
      .outcome()
      .catch((error: unknown) => `FAILED ${error instanceof Error ? error.message : String(error)}`)
    outcomes.set(`${program} ${procedure.name}`, outcome)
    note(`${program} ${procedure.name} => ${outcome}`)
  }
  await stage.clear()
  return outcomes
}

function weight({ name }: ProcedureFact): number {
  const late = /FS|GUEST|TIME$|PASSWORD|SSH|AGENT|PM_|LEASES|ADDRESSES/.test(name) ? 0.5 : 0
  if (/UNDEFINE|DESTROY|DELETE|SHUTDOWN|_SAVE|RENAME|RESTORE|WIPE|RESET|REBOOT|PM_/.test(name)) return 2 + late
  return (/GET_|LIST_|LOOKUP|NUM_OF|IS_|HAS_/.test(name) ? 0 : 1) + late
}

class Call {
  readonly #stage: Stage
  readonly #peer: Peer
  readonly #procedure: AnyCall
  readonly #row: ProcedureFact
  readonly #facts: ProgramFacts
  readonly #case: Case
  readonly #python: false | PythonView | undefined

  constructor(stage: Stage, peer: Peer, procedure: AnyCall, row: ProcedureFact, facts: ProgramFacts) {
    this.#stage = stage
    this.#peer = peer
    this.#procedure = procedure
    this.#row = row
    this.#facts = facts
    this.#case = caseOf(procedure.name)
    const { python } = this.#case
    this.#python = typeof python === 'function' ? python(stage) : python
  }

  async outcome(): Promise<string> {
    const { name, fds } = this.#procedure
    if (fds) return 'not callable: file descriptors'
    if (handshake[name] !== undefined) return handshake[name]
    const reason = reasonFor(this.#stage.driver, name)
    if (reason !== undefined && reason.code === undefined && reason.endsDaemon !== true)
      return `not called: ${reason.why}`
    await this.#stage.ensure()
    // A connection of its own: a stream stays open on it, and a close closes it.
    const { conn, target = conn } = this.#stage
    const session = await (this.#case.at === 'target' ? target : conn).openLane()
    let reply: unknown
    try {
      const args = await this.#arguments(session)
      const said = await this.#call(session, args, (value) => (reply = value))
      if (reason !== undefined) throw new Error(`it was called, though the reasons say "${reason.why}"`)
      return said
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error
      return await this.#refused(error, reason)
    } finally {
      await this.#case.after?.(this.#stage, reply)
      session.fail(done())
    }
  }

  async #refused(error: LibvirtError, reason: ReturnType<typeof reasonFor>): Promise<string> {
    if (reason?.endsDaemon === true && error instanceof ConnectionLostError) {
      await this.#stage.startTarget()
      return reason.why
    }
    if (reason !== undefined && reason.code === error.codeName) return `${error.codeName}: ${reason.why}`
    const { since } = this.#procedure
    if (error.is('VIR_ERR_NO_SUPPORT') && since !== '' && versionNumber(since) > this.#stage.conn.daemonVersion)
      return `newer than libvirt 9.0: since ${since}`
    if (error.is('VIR_ERR_NO_SUPPORT') && reason === undefined) return 'not in the driver'
    throw new Error(`${error.codeName}: ${error.text}`, { cause: error })
  }

  async #arguments(session: Session): Promise<Args> {
    const stage = this.#stage
    const args = { ...defaultArgs(stage, this.#row, this.#facts), ...(await this.#case.args?.(stage)) }
    const more = { ...args, ...(await this.#case.before?.(stage, session)) }
    if (!('nparams' in more) || more['nparams'] !== 0) return more
    const learned = (await session.call(this.#procedure, more as never, { timeoutMs: 60_000 })) as { nparams?: number }
    return { ...more, nparams: learned.nparams ?? 0 }
  }

  async #call(session: Session, args: Args, keep: (reply: unknown) => void): Promise<string> {
    const question = this.#question(args)
    const before = question === undefined ? undefined : await this.#peer.ask(question)
    const reply = await session.call(this.#procedure, args as never, { timeoutMs: 120_000 })
    keep(reply)
    if (question !== undefined && before !== undefined) {
      if ('error' in before) throw new Error(`Python gets an error where we get an answer: ${before.message}`)
      await this.#compare(question, args, before.value, reply)
      return 'same as Python'
    }
    const { effect } = this.#case
    if (effect !== undefined) {
      const { on } = asQuestion(this.#row, this.#facts, args)
      const { call, given = [], is } = effect
      const args_ = typeof given === 'function' ? given(this.#stage) : given
      const question_ = { on: effect.on?.(this.#stage) ?? on, call, args: args_ }
      // Some effects come a moment after the answer.
      for (const end = Date.now() + (effect.withinMs ?? 0); ; await sleep(100)) {
        const seen = await this.#ask(question_)
        if (is(seen as never)) break
        if (Date.now() > end) throw new Error(`Python sees ${JSON.stringify(seen).slice(0, 2000)}`)
      }
      return 'seen by Python'
    }
    return (await this.#madeIsThere(reply)) ? 'seen by Python' : 'called'
  }

  /** What Python is asked; undefined where the call changes something. */
  #question(args: Args): Question | undefined {
    const python = this.#python
    if (python === false) return undefined
    const { name } = this.#row
    if (python === undefined && (!asking.test(name) || notAsking.test(name))) return undefined
    const natural = asQuestion(this.#row, this.#facts, args)
    const call = python?.call ?? pythonName(this.#row, this.#procedure)
    if (call === undefined) return undefined
    return { on: python?.on?.(this.#stage) ?? natural.on, call, args: python?.given?.(this.#stage) ?? natural.args }
  }

  async #compare(question: Question, args: Args, before: unknown, reply: unknown): Promise<void> {
    const python = this.#python === false ? undefined : this.#python
    const after = await this.#ask(question)
    const theirs = (python?.theirs ?? ((value: unknown) => value)) as (value: unknown) => unknown
    const ours = (python?.ours ?? withoutCount) as (value: unknown) => unknown
    const wrong = difference(ours(reply), theirs(before), theirs(after), python)
    if (wrong !== undefined) throw new Error(`the reply is not what Python says: ${wrong}`)
    const natural = asQuestion(this.#row, this.#facts, args)
    const method = await callMethod(this.#stage.conn, this.#procedure, natural.on, args)
    if (method === undefined || python?.method === false) return
    const last = await this.#ask(question)
    const seen = ((python?.method ?? ((value: unknown) => value)) as (value: unknown) => unknown)(method.value)
    const odd = difference(seen, theirs(before), theirs(last), { ...python, anyKeys: true })
    if (odd !== undefined) throw new Error(`the method’s value is not what Python says: ${odd}`)
  }

  async #ask(question: Question): Promise<unknown> {
    const answer = await this.#peer.ask(question)
    if ('error' in answer) throw new Error(`Python: ${question.call}: ${answer.message}`)
    return answer.value
  }

  /** What was made is there for another client, by the same names. */
  async #madeIsThere(reply: unknown): Promise<boolean> {
    const made = fieldsOf(this.#facts, this.#row.ret).find((field: FieldFact) => handleKind(field) !== undefined)
    if (made === undefined || this.#python === false) return false
    const ref = (reply as Args)[camel(made.name)]
    const on: Reference = { kind: handleKind(made) as string, ref }
    const theirs = await this.#ask({ on, call: 'itself', args: [] })
    const wrong = difference(ref, theirs, theirs)
    if (wrong !== undefined) throw new Error(`what was made is not what Python sees: ${wrong}`)
    return true
  }
}

/** Some replies hold their own length as well. */
function withoutCount(reply: unknown): unknown {
  if (reply === null || typeof reply !== 'object') return reply
  const entries = Object.entries(reply)
  if (!entries.some(([, value]) => Array.isArray(value))) return reply
  return Object.fromEntries(entries.filter(([key]) => key !== 'ret' && key !== 'nparams' && key !== 'nerrors'))
}

function pythonName(row: ProcedureFact, procedure: AnyCall): string | undefined {
  const data = referenceData()
  const { c } = data.procedures.find((one) => one.name === row.name && one.number === procedure.number) ?? { c: '' }
  return (
    data.functions
      .find((one) => one.c === c && c !== '')
      ?.python.split('.')
      .pop() || undefined
  )
}

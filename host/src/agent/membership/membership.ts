import { X509Certificate } from 'node:crypto'
import { checkServerIdentity, type PeerCertificate } from 'node:tls'
import {
  askDoor,
  type Bus,
  type Certificate,
  Fault,
  type HostName,
  JoinAnswer,
  lifeMs,
  livedShare,
  type Log,
  Neighbourhood,
  Peers,
  PeersNews,
  protocolVersion,
  renewAt,
  peersSubject,
} from '@kilonova/core'
import { type MembershipRecord, writeMembership } from './membership-file.ts'

/** What a request to another member's door is made with: our certificate, its authority, and the name it must have. */
export interface PeerTls {
  readonly ca: string
  readonly cert: string
  readonly key: string
  readonly minVersion: 'TLSv1.3'
  readonly servername: string
  readonly checkServerIdentity: (name: string, certificate: PeerCertificate) => Error | undefined
}

const checkEveryMs = 60_000
/** Of a certificate that lives for minutes the time to renew it must not be slept through. */
const checksInALife = 12

/** This host as one of its cloud: who the others are, and a certificate that renews itself. */
export class Membership implements AsyncDisposable {
  readonly peers: Peers
  readonly #stateDirectory: string
  readonly #log: Log
  readonly #watchers = new Set<() => void>()
  #record: MembershipRecord
  #toldOf: number | undefined
  #timer: NodeJS.Timeout | undefined
  #news: AsyncDisposable | undefined
  #checking: Promise<void> | undefined
  readonly #stopping = new AbortController()

  constructor(stateDirectory: string, record: MembershipRecord, log: Log) {
    this.#stateDirectory = stateDirectory
    this.#record = record
    this.#log = log.child({ part: 'membership' })
    this.peers = new Peers(record.neighbourhood.peers)
  }

  /** Hears what controllers say of the others, and asks for itself from time to time. */
  async follow(bus: Bus): Promise<void> {
    this.#news = await bus.subscribe(peersSubject, (_, body) => {
      const news = PeersNews.safeParse(body)
      if (!news.success) return this.#log.warn('news of hosts not understood', { error: news.error })
      const { version, removed = [] } = news.data
      // At once, and before anybody is asked: a removed host must find every door shut.
      if (removed.length > 0) {
        this.peers.set(this.peers.list.filter((peer) => !removed.includes(peer.keyFingerprint)))
      }
      if (version !== this.#record.neighbourhood.version) this.check()
    })
    const everyMs = Math.min(checkEveryMs, lifeMs(this.#record.certificate) / checksInALife)
    this.#timer = setInterval(() => this.check(), everyMs)
    this.check()
  }

  get record(): MembershipRecord {
    return this.#record
  }

  get host(): HostName {
    return this.#record.host
  }

  get authority(): string {
    return this.#record.authority
  }

  get own(): Certificate {
    return { certificate: this.#record.certificate, key: this.#record.key }
  }

  /** For a request to the door of `name`; that it is the one is checked by its certificate. */
  tlsTo(name: string): PeerTls {
    return {
      ca: this.#record.authority,
      cert: this.#record.certificate,
      key: this.#record.key,
      minVersion: 'TLSv1.3',
      servername: name,
      checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    }
  }

  /** Told when the certificate or the neighbourhood changed. */
  onChange(watcher: () => void): Disposable {
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }

  /** Asks a controller who the others are, and renews the certificate when it is time. */
  check(): void {
    this.#checking ??= this.#checkNow()
      .catch((error: unknown) => {
        if (!this.#stopping.signal.aborted)
          this.#log.warn('no controller could be asked for the other hosts', { error })
      })
      .finally(() => {
        this.#checking = undefined
      })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Fault('cancelled', 'the agent is stopping'))
    clearInterval(this.#timer)
    await this.#news?.[Symbol.asyncDispose]()
    await this.#checking
  }

  async #checkNow(): Promise<void> {
    if (livedShare(this.#record.certificate) > renewAt) {
      const { addresses } = this.#record
      const { certificate, neighbourhood } = JoinAnswer.parse(await this.#ask('POST', '/renew', { addresses }))
      await this.#keep({ ...this.#record, certificate, neighbourhood })
      return this.#log.info('this host has a new certificate', { until: new X509Certificate(certificate).validTo })
    }
    const neighbourhood = Neighbourhood.parse(await this.#ask('GET', '/neighbourhood', undefined))
    this.#compareVersions(neighbourhood.protocol ?? 1)
    if (JSON.stringify(neighbourhood) === JSON.stringify(this.#record.neighbourhood)) {
      this.peers.set(neighbourhood.peers) // a removal that was only told may have been taken back since
      return
    }
    await this.#keep({ ...this.#record, neighbourhood })
  }

  /** Controllers ask nothing of a host that speaks another version: told here too, for whoever reads this log. */
  #compareVersions(theirs: number): void {
    if (theirs === this.#toldOf || theirs === protocolVersion) return
    this.#toldOf = theirs
    this.#log.error('the controllers speak another version, and ask this host for nothing', {
      ...{ theirs, ours: protocolVersion },
      next: 'install the same version of Kilonova on both, on controllers first; guests go on meanwhile',
    })
  }

  async #ask(method: 'GET' | 'POST', path: string, body: unknown): Promise<unknown> {
    const failures: unknown[] = []
    for (const controller of this.#record.neighbourhood.controllers) {
      try {
        const options = { authority: this.authority, own: this.own, signal: this.#stopping.signal }
        return (await askDoor(method, new URL(path, controller), body, options)).body
      } catch (error) {
        failures.push(error)
      }
    }
    throw failures.length === 1 ? failures[0] : new AggregateError(failures, 'no controller answered')
  }

  /** What somebody else has written to its file already. */
  take(record: MembershipRecord): void {
    this.#record = record
    this.peers.set(record.neighbourhood.peers)
    for (const watcher of this.#watchers) watcher()
  }

  async #keep(record: MembershipRecord): Promise<void> {
    await writeMembership(this.#stateDirectory, record)
    this.take(record)
  }
}

import { askHost, HostName, ServerId } from '@kilonova/core'
import { z } from 'zod'
import { looseInt, parse } from '../../parse.ts'
import { Refusal } from '../../refusal.ts'
import type { ActionContext } from './actions.ts'

const Argument = z.union([
  z.null(),
  z.strictObject({ length: z.union([looseInt(-1, 1_000_000), z.null()]).optional() }),
])

/** The serial console's last lines, as the host has them. */
export async function consoleOutput({ cloud, server, argument }: ActionContext) {
  const length = parse(Argument, argument)?.length ?? -1
  if (server.host === null) throw new Refusal(409, `Instance ${server.id} is not ready`)
  const request = { serverId: ServerId.parse(server.id), ...(length < 0 ? {} : { lines: length }) }
  const deadlineMs = cloud.settings.hostAnswerDeadlineMs
  const { text } = await askHost(cloud.bus, HostName.parse(server.host), 'readConsole', request, { deadlineMs })
  return { output: text }
}

import type { FastifyRequest } from 'fastify'
import { queryText } from '../parse.ts'
import { Refusal } from '../refusal.ts'
import { baseUrl } from '../request.ts'

const maxLimit = 1000

/** @throws {Refusal} 400 for a limit that is no whole number. */
export function limitOf(request: FastifyRequest): number {
  const text = queryText(request.query, 'limit')
  if (text === undefined) return maxLimit
  if (!/^\d{1,9}$/.test(text)) {
    throw new Refusal(
      400,
      `Invalid input for query parameters limit. Value: ${text.slice(0, 40)}. limit must be a whole number of 0 or more`,
    )
  }
  return Number(text) === 0 ? maxLimit : Math.min(Number(text), maxLimit)
}

/** The `…_links` of a list that has more pages. */
export function nextLinks(
  request: FastifyRequest,
  name: string,
  path: string,
  more: boolean,
  last: string | undefined,
) {
  if (!more || last === undefined) return {}
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(request.query as Record<string, string | string[]>)) {
    if (key !== 'marker') for (const one of [value].flat()) query.append(key, one)
  }
  query.set('marker', last)
  return { [`${name}_links`]: [{ rel: 'next', href: `${baseUrl(request)}/compute/v2.1/${path}?${query.toString()}` }] }
}

import { z } from 'zod'
import { PlainText } from '../parse.ts'

const Text = PlainText(255)
const DomainRef = z.looseObject({ id: Text.optional(), name: Text.optional() })

const UserRef = z.looseObject({
  id: Text.optional(),
  name: Text.optional(),
  domain: DomainRef.optional(),
  password: z.string().max(4096),
})

const ProjectRef = z.looseObject({ id: Text.optional(), name: Text.optional(), domain: DomainRef.optional() })

/** The body of POST /v3/auth/tokens. Loose where Keystone is: clients send more than they need. */
export const AuthRequest = z.looseObject({
  auth: z.looseObject({
    identity: z.looseObject({
      methods: z.array(Text).min(1).max(5),
      password: z.looseObject({ user: UserRef }).optional(),
      token: z.looseObject({ id: z.string().max(8192) }).optional(),
    }),
    scope: z
      .union([
        z.literal('unscoped'),
        z.looseObject({
          project: ProjectRef.optional(),
          domain: DomainRef.optional(),
          system: z.looseObject({ all: z.boolean().optional() }).optional(),
        }),
      ])
      .optional(),
  }),
})
export type AuthRequest = z.infer<typeof AuthRequest>
export type AuthScope = AuthRequest['auth']['scope']

import { findImage } from '../client/find.ts'
import { type ClientOptions, type CommandContext, connect } from './context.ts'
import { eachNamed } from './each-named.ts'

export async function imageDelete(context: CommandContext, names: string[], options: ClientOptions): Promise<void> {
  const session = await connect(context, options)
  await eachNamed(context, names, options, async (name) => {
    const image = await findImage(session, name, context.signal)
    const id = String(image['id'])
    await session.call('image', 'DELETE', `/v2/images/${id}`, {
      ...{ signal: context.signal, refused: `image ${name} was not deleted` },
    })
    return { id, said: `image ${name} is deleted` }
  })
}

import {
  Refusal,
  arrayArg,
  blame,
  channelArg,
  intArg,
  needText,
  textArg,
  writableChannel,
} from '../api-call.ts'
import type { Method } from '../api-call.ts'
import { typeOfFile, wireFile } from '../files.ts'
import { str } from '../json.ts'
import { plain } from '../message.ts'
import { newBotMessage } from './chat.ts'
import { threadArg } from './content.ts'

export const fileMethods: Readonly<Record<string, Method>> = {
  'files.getUploadURLExternal': (call) => {
    const { core } = call
    const name = needText(call, 'filename')
    const length = intArg(call, 'length')
    if (length === undefined || length < 1)
      throw blame(call, 'invalid_arguments', 'invalid_arguments', 'length')
    const id = core.world.nextId('F')
    core.uploads.set(id, { id, name, length, content: undefined })
    return { upload_url: `${core.baseUrl}/upload/v1/${id}`, file_id: id }
  },

  'files.completeUploadExternal': (call) => {
    const { core } = call
    const files = arrayArg(call, 'files', 'invalid_arguments') ?? []
    if (files.length === 0) throw blame(call, 'invalid_arguments', 'invalid_arguments', 'no files')
    const channel =
      textArg(call, 'channel_id') === undefined
        ? undefined
        : writableChannel(call, channelArg(call, 'channel_id'))
    const threadTs = channel === undefined ? undefined : threadArg(call, channel)
    const ids = files.map((one) => str(one, 'id'))
    for (const one of files) {
      const upload = core.uploads.get(str(one, 'id'))
      if (upload?.content === undefined) throw new Refusal('file_not_found')
      if (upload.content.length !== upload.length) throw new Refusal('file_update_failed')
      core.world.files.set(upload.id, {
        id: upload.id,
        name: upload.name,
        title: str(one, 'title') || upload.name,
        ...typeOfFile(upload.name),
        user: core.world.botUserId,
        content: upload.content,
        createdAt: core.clock.now(),
        channels: new Set(channel === undefined ? [] : [channel.id]),
      })
    }
    for (const id of ids) core.uploads.delete(id)
    if (channel !== undefined) {
      const content = plain(textArg(call, 'initial_comment') ?? '')
      core.post(newBotMessage(core, channel, { content, threadTs, subtype: 'file_share', files: ids }))
    }
    return { files: ids.map((id) => wireFile(core, id)) }
  },

  'files.delete': (call) => {
    const id = needText(call, 'file')
    const file = call.core.world.files.get(id)
    if (file === undefined) throw new Refusal('file_not_found')
    if (file.user !== call.core.world.botUserId) throw new Refusal('cant_delete_file')
    call.core.world.files.delete(id)
    return {}
  },

  'files.info': (call) => {
    const id = needText(call, 'file')
    if (!call.core.world.files.has(id)) throw new Refusal('file_not_found')
    return { file: wireFile(call.core, id) }
  },
}

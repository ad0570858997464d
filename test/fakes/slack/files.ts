import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Core } from './core.ts'
import { uploadedBytes, readBody } from './http-body.ts'
import { isJson, objects } from './json.ts'
import type { Json } from './json.ts'
import type { StoredFile } from './world.ts'

/** A file uploading by parts: the address is given out, the bytes come, then it is completed. */
export interface PendingUpload {
  readonly id: string
  readonly name: string
  readonly length: number
  content: Buffer | undefined
}

/** The file as events and answers carry it. */
export function wireFile(core: Core, id: string): Record<string, unknown> {
  const file = core.world.files.get(id)
  if (file === undefined) return { id, mode: 'tombstone' }
  // What the app has uploaded is looked at by and by (slackapi/node-slack-sdk#2170).
  const isKnown = file.user !== core.world.botUserId || isReady(core, file)
  const url = `${core.baseUrl}/files-pri/${core.world.teamId}-${id}/${encodeURIComponent(file.name)}`
  return {
    id,
    created: Math.floor(file.createdAt / 1000),
    timestamp: Math.floor(file.createdAt / 1000),
    name: file.name,
    title: file.title,
    mimetype: isKnown ? file.mimetype : '',
    filetype: isKnown ? file.filetype : '',
    pretty_type: isKnown ? file.filetype : '',
    user: file.user,
    user_team: core.world.teamId,
    editable: false,
    size: file.content.length,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: url,
    url_private_download: `${url}?download=1`,
    media_display_type: 'unknown',
    permalink: `https://${core.world.teamDomain}.slack.com/files/${file.user}/${id}/${file.name}`,
    file_access: 'visible',
  }
}

/** Serves `url_private`: the bytes to a bearer of the bot's token with `files:read`, Slack's login page to all others. */
export function serveFile(core: Core, id: string, request: IncomingMessage, response: ServerResponse): void {
  const file = core.world.files.get(id)
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const token = core.issued.get(bearer)
  const isGood = token !== undefined && !token.isRevoked && (token.expiresAt ?? Infinity) > core.clock.now()
  const allowed = isGood && core.switches.scopes.has('files:read')
  if (file === undefined && allowed) {
    response.writeHead(404).end()
  } else if (file === undefined || !allowed || core.switches.botToken !== 'valid') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(
      '<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to Acme</body></html>',
    )
  } else {
    response.writeHead(200, { 'content-type': file.mimetype, 'content-length': file.content.length })
    response.end(file.content)
  }
}

/**
 * Of the blocks of a message or a view, the first picture by `slack_file` that Slack would not take: one that the app
 * may not see, that is none, or that Slack has not looked at yet, which takes it a moment after the upload
 * (slackapi/python-slack-sdk#1658, slackapi/slack-github-action#413).
 */
export function slackFileProblem(core: Core, blocks: readonly Json[]): string | undefined {
  for (const [index, block] of blocks.entries()) {
    for (const image of [block, block.accessory, ...objects(block.elements)]) {
      const given = isJson(image) && image.type === 'image' ? image.slack_file : undefined
      if (!isJson(given)) continue
      const { world } = core
      const file = [...world.files.values()].find(
        ({ id }) => id === given.id || wireFile(core, id).url_private === given.url,
      )
      const isVisible =
        file !== undefined &&
        (file.user === world.botUserId ||
          [...file.channels].some((id) => world.channels.get(id)?.members.has(world.botUserId)))
      if (!isVisible || !isReady(core, file) || !/^(?:png|jpe?g|gif)$/.test(file.filetype))
        return `invalid slack file [json-pointer:/blocks/${index}/slack_file]`
    }
  }
  return undefined
}

function isReady({ clock, timing }: Core, file: StoredFile): boolean {
  return clock.now() >= file.createdAt + timing.fileReadyMs
}

/** Takes the bytes at the address of `files.getUploadURLExternal`. */
export async function receiveUpload(
  core: Core,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const upload = core.uploads.get(id)
  const { raw } = await readBody(request)
  if (upload === undefined) {
    response.writeHead(404).end('no such upload')
    return
  }
  upload.content = await uploadedBytes(raw, request.headers['content-type'] ?? '')
  response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${upload.content.length}`)
}

/** Slack's `filetype` and `mimetype` of a name. */
export function typeOfFile(name: string): { readonly mimetype: string; readonly filetype: string } {
  const extension = name.split('.').at(-1)?.toLowerCase() ?? ''
  const mimetype = mimetypes[extension] ?? 'application/octet-stream'
  return { mimetype, filetype: extension === '' ? 'binary' : extension }
}

const mimetypes: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  html: 'text/html',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  py: 'text/x-python',
  ts: 'text/plain',
  txt: 'text/plain',
}

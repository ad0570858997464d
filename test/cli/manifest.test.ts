import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { manifestLimits as limits } from '../../src/bots/slack/limits.ts'
import type { SlackMethod } from '../../src/bots/slack/limits.ts'
import { slackManifest } from '../../src/cli/manifest.ts'

const root = path.resolve(import.meta.dirname, '../..')

const text = (max: number) => z.string().min(1).max(max)
const urls = { url: z.string().optional(), request_url: z.string().optional() }

/** The manifest's own rules: https://docs.slack.dev/reference/app-manifest. */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(2), minor_version: z.literal(1) }),
  display_information: z.strictObject({
    name: text(limits.name),
    description: text(limits.description),
    background_color: z.string().regex(/^#[\da-f]{6}$/u),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.literal(true),
      messages_tab_read_only_enabled: z.literal(false),
    }),
    bot_user: z.strictObject({
      display_name: text(limits.botName).regex(/^[\w.-]+$/u),
      always_online: z.boolean(),
    }),
    agent_view: z.strictObject({
      agent_description: text(limits.agentDescription),
      suggested_prompts: z
        .array(z.strictObject({ title: z.string().min(1), message: z.string().min(1) }))
        .max(limits.suggestedPrompts),
    }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(limits.shortcutName),
          type: z.literal('message'),
          callback_id: text(limits.callbackId),
          description: text(limits.shortcutDescription),
        }),
      )
      .max(limits.shortcuts),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(limits.command).startsWith('/'),
          description: text(limits.commandDescription),
          usage_hint: text(limits.usageHint),
          should_escape: z.literal(true),
          url: urls.url,
        }),
      )
      .max(limits.commands),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(z.url()).min(1).max(1000).optional(),
    scopes: z.strictObject({
      bot: z.array(z.string()).max(limits.scopes),
      bot_optional: z.array(z.string()).max(limits.scopes),
    }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: urls.request_url,
      bot_events: z.array(z.string()).max(limits.events),
    }),
    interactivity: z.strictObject({
      is_enabled: z.literal(true),
      request_url: urls.request_url,
      message_menu_options_url: z.string().optional(),
    }),
    org_deploy_enabled: z.literal(false),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.literal(false),
  }),
})

const read = (origin?: string, install?: string) =>
  schema.parse(JSON.parse(slackManifest({ http: origin, install })))

test('the committed manifest is the one that is generated', () => {
  expect(readFileSync(path.join(root, 'deploy/slack/manifest.json'), 'utf8')).toBe(slackManifest())
})

describe('the manifest', () => {
  test('is within the limits, for sockets and for HTTP', () => {
    const sockets = read()
    expect(sockets.settings.socket_mode_enabled).toBe(true)
    expect(JSON.stringify(sockets)).not.toContain('http')
    const http = read('https://tanya.example.org')
    const url = 'https://tanya.example.org/slack/events'
    expect(http.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { request_url: url },
    })
    expect(http.features.slash_commands.map((command) => command.url)).toEqual([url])
  })

  test('names every command', () => {
    const [command] = read().features.slash_commands
    expect(command?.command).toBe('/tanya')
    for (const name of ['ask', 'new', 'help', 'about']) expect(command?.usage_hint).toContain(name)
  })

  test('asks for what is called and subscribes to what is heard', () => {
    const { oauth_config, settings } = read()
    const needed: Readonly<Record<SlackMethod, string>> = {
      'chat.postMessage': 'chat:write',
      'chat.postEphemeral': 'chat:write',
      'chat.update': 'chat:write',
      'chat.delete': 'chat:write',
      'chat.startStream': 'chat:write',
      'chat.appendStream': 'chat:write',
      'chat.stopStream': 'chat:write',
      'agents.sessions.setStatus': 'assistant:write',
      'assistant.threads.setStatus': 'assistant:write',
      'conversations.replies': 'channels:history',
      'files.info': 'files:read',
      'files.getUploadURLExternal': 'files:write',
      'files.completeUploadExternal': 'files:write',
      'files.delete': 'files:write',
      'conversations.open': 'im:write',
      'conversations.info': 'channels:read',
      'users.info': 'users:read',
      'users.list': 'users:read',
      'usergroups.list': 'usergroups:read',
      'views.publish': '',
      'views.open': '',
      'views.push': '',
      'views.update': '',
      'conversations.history': 'channels:history',
      'auth.test': '',
    }
    for (const scope of Object.values(needed))
      if (scope !== '') expect(oauth_config.scopes.bot).toContain(scope)
    for (const kind of ['channels', 'groups', 'im', 'mpim']) {
      expect(oauth_config.scopes.bot).toContain(`${kind}:history`)
      expect(settings.event_subscriptions.bot_events).toContain(`message.${kind}`)
    }
    for (const event of ['app_mention', 'agent_session_stopped', 'app_home_opened']) {
      expect(settings.event_subscriptions.bot_events).toContain(event)
    }
  })

  test('leads people back who install it, over either transport', () => {
    const host = 'https://tanya.example.org'
    expect(read().oauth_config.redirect_urls).toBeUndefined()
    for (const origin of [undefined, host]) {
      const { oauth_config, settings } = read(origin, host)
      expect(oauth_config.redirect_urls).toEqual([`${host}/slack/oauth_redirect`])
      expect(settings).toMatchObject({ socket_mode_enabled: origin === undefined })
    }
  })

  test.each(['nonsense', 'http://tanya.example.org', ''])('refuses %j as an address', (origin) => {
    expect(() => slackManifest({ http: origin })).toThrow('--http wants the address')
    expect(() => slackManifest({ install: origin })).toThrow('--install wants the address')
  })
})

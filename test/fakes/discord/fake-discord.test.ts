import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Message } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { hasOpenApi, openApiFile } from './conformance.ts'
import { login, openScene, quiet, raw } from './test-client.ts'

describe('messages', () => {
  test('the real client reads what people say and answers', async () => {
    const { fake, channel, ann } = await openScene()
    const client = await login(fake)
    async function answer(message: Message<true>): Promise<void> {
      const reply = await message.reply(`  you said: ${message.content}\n`)
      await reply.edit('edited')
      await message.react('👍')
      await reply.delete()
      await message.channel.send('bye')
    }
    client.on('messageCreate', (message) => {
      if (!message.author.bot && message.inGuild()) void answer(message)
    })
    const said = fake.say({ user: ann, channel, content: `${fake.mention} hello` })
    await fake.until(() => fake.botMessages(channel).some((one) => one.content === 'bye'), 'the last message')

    const [, reply, bye] = fake.messages(channel, { deleted: true })
    expect(reply).toMatchObject({ deleted: true, type: 19, replyTo: said.id, pingsAnybody: false })
    expect(reply?.versions.map((version) => version.content)).toEqual([`you said: ${said.content}`, 'edited'])
    expect(bye).toMatchObject({ type: 0, replyTo: undefined })
    expect(fake.message(said).reactions).toEqual({ '👍': [fake.bot.id] })
    expect(fake.violations).toEqual([])
  })

  test('refuses what Discord refuses, in its words', async () => {
    const { fake, channel, ann } = await openScene({ messageWindowMs: 1 })
    const path = `/channels/${channel.id}/messages`
    const said = fake.say({ user: ann, channel, content: 'hi' })

    expect((await raw(fake, 'POST', path, { content: ' \n', ...quiet })).json).toEqual({
      message: 'Cannot send an empty message',
      code: 50006,
    })
    for (const length of [2001, 4001]) {
      const tooLong = await raw(fake, 'POST', path, { content: 'x'.repeat(length), ...quiet })
      expect(tooLong.status).toBe(400)
      expect(tooLong.json).toEqual({
        message: 'Invalid Form Body',
        code: 50035,
        errors: {
          content: {
            _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }],
          },
        },
      })
    }
    expect(await raw(fake, 'PATCH', `${path}/${fake.bot.id}`, { content: 'x', ...quiet })).toMatchObject({
      status: 404,
      json: { code: 10008 },
    })
    expect(await raw(fake, 'PATCH', `${path}/${said.id}`, { content: 'x', ...quiet })).toMatchObject({
      status: 403,
      json: { code: 50005 },
    })
    expect(await raw(fake, 'DELETE', `${path}/${said.id}`)).toMatchObject({
      status: 403,
      json: { code: 50013 },
    })
    expect(await raw(fake, 'GET', `/channels/${fake.bot.id}`)).toMatchObject({
      status: 404,
      json: { code: 10003 },
    })
    expect(await raw(fake, 'POST', path, { content: 'x', nonce: 'n'.repeat(26), ...quiet })).toMatchObject({
      status: 400,
    })
  })

  test('asks for the permissions Discord asks for', async () => {
    const { fake, channel, guild, ann } = await openScene({ messageWindowMs: 1 })
    const said = fake.say({ user: ann, channel, content: 'hi' })
    const path = `/channels/${channel.id}/messages`
    const send = (more: object = {}) => raw(fake, 'POST', path, { content: 'x', ...quiet, ...more })

    fake.overwrite(channel, 'bot', { deny: ['ReadMessageHistory'] })
    expect(await send()).toMatchObject({ status: 200 })
    expect((await send({ message_reference: { message_id: said.id } })).json.code).toBe(160002)
    expect((await raw(fake, 'GET', path)).json).toEqual([])
    fake.overwrite(channel, 'bot', { deny: ['SendMessages'] })
    expect((await send()).json.code).toBe(50013)
    fake.overwrite(channel, 'bot', { deny: ['ViewChannel'] })
    expect((await send()).json.code).toBe(50001)

    const closed = fake.user({ name: 'Bob', in: [guild], dmsOpen: false })
    const dm = await raw(fake, 'POST', '/users/@me/channels', { recipient_id: closed.id })
    const refused = await raw(fake, 'POST', `/channels/${String(dm.json.id)}/messages`, {
      content: 'x',
      ...quiet,
    })
    expect(refused).toMatchObject({ status: 403, json: { code: 50007 } })
  })

  test('recognises a nonce only when asked to', async () => {
    const { fake, channel } = await openScene()
    const path = `/channels/${channel.id}/messages`
    const once = { content: 'once', nonce: 'key-1', enforce_nonce: true, ...quiet }
    const first = await raw(fake, 'POST', path, once)
    const second = await raw(fake, 'POST', path, { ...once, content: 'twice' })
    const third = await raw(fake, 'POST', path, { ...once, enforce_nonce: false })
    expect(second.json).toMatchObject({ id: first.json.id, content: 'once' })
    expect(third.json.id).not.toBe(first.json.id)
    expect(fake.messages(channel)).toHaveLength(2)
    expect(first.json.nonce).toBe('key-1')
    const fetched = await raw(fake, 'GET', `${path}/${String(first.json.id)}`)
    expect(fetched.json).not.toHaveProperty('nonce')
  })

  test('a reply to a deleted message fails, or is none', async () => {
    const { fake, channel, ann } = await openScene()
    const said = fake.say({ user: ann, channel, content: 'gone soon' })
    fake.deleteMessage(said)
    const reply = (more: object) =>
      raw(fake, 'POST', `/channels/${channel.id}/messages`, {
        content: 'x',
        message_reference: { message_id: said.id, ...more },
        ...quiet,
      })
    expect((await reply({})).json).toMatchObject({
      errors: { message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE' }] } },
    })
    expect(await reply({ fail_if_not_exists: false })).toMatchObject({ status: 200, json: { type: 0 } })
  })

  test('counts pings by the defaults, on creates and on edits', async () => {
    const { fake, channel, guild, ann } = await openScene({ messageWindowMs: 1 })
    const role = fake.role(guild, { name: 'crew', mentionable: true })
    const path = `/channels/${channel.id}/messages`
    const said = fake.say({ user: ann, channel, content: 'hi' })
    const text = `<@${ann.id}> <@&${role.id}> @everyone`
    const made = await raw(fake, 'POST', path, { content: text })
    const ref = { id: String(made.json.id), channelId: channel.id }
    expect(fake.message(ref).pinged).toEqual({ users: [ann.id], roles: [role.id], everyone: true })
    expect(fake.violations.at(-1)).toContain('no allowed_mentions')

    const calm = await raw(fake, 'POST', path, { content: text, ...quiet })
    const calmRef = { id: String(calm.json.id), channelId: channel.id }
    expect(fake.message(calmRef).pingsAnybody).toBe(false)
    await raw(fake, 'PATCH', `${path}/${calmRef.id}`, { content: `again ${text}` })
    expect(fake.message(calmRef).versions.at(-1)?.pings.everyone).toBe(true)

    const reply = { content: 'x', message_reference: { message_id: said.id } }
    const loud = await raw(fake, 'POST', path, reply)
    expect(fake.message({ id: String(loud.json.id), channelId: channel.id }).pinged.users).toEqual([ann.id])
    const code = await raw(fake, 'POST', path, {
      content: `\`<@${ann.id}>\` \`\`\`\n@everyone\n\`\`\``,
      allowed_mentions: { parse: ['users', 'everyone'] },
    })
    expect(fake.message({ id: String(code.json.id), channelId: channel.id }).pingsAnybody).toBe(false)
  })

  test('pages through the history', async () => {
    const { fake, channel, ann } = await openScene()
    const said = ['a', 'b', 'c', 'd', 'e'].map((content) => fake.say({ user: ann, channel, content }))
    const client = await login(fake)
    const real = await client.channels.fetch(channel.id)
    if (!real?.isTextBased()) throw new Error('no text channel')
    const contents = async (query: { before?: string; after?: string; around?: string; limit: number }) =>
      [...(await real.messages.fetch({ ...query, cache: false })).values()]
        .map((message) => message.content)
        .join('')
    const id = said[2]?.id ?? ''
    expect(await contents({ limit: 2 })).toBe('ed')
    expect(await contents({ before: id, limit: 5 })).toBe('ba')
    expect(await contents({ after: id, limit: 1 })).toBe('d')
    expect(await contents({ around: id, limit: 3 })).toBe('dcb')
  })
})

describe('rate limits', () => {
  test('the sixth create or edit of a window is refused, with the headers', async () => {
    const { fake, guild, channel } = await openScene({ messageWindowMs: 60_000 })
    const path = `/channels/${channel.id}/messages`
    const made = await raw(fake, 'POST', path, { content: '0', ...quiet })
    for (let n = 1; n < 5; n += 1) {
      const edited = await raw(fake, 'PATCH', `${path}/${String(made.json.id)}`, {
        content: String(n),
        ...quiet,
      })
      expect(edited.headers.get('x-ratelimit-remaining')).toBe(String(4 - n))
      expect(edited.headers.get('x-ratelimit-bucket')).toBe(made.headers.get('x-ratelimit-bucket'))
    }
    const refused = await raw(fake, 'POST', path, { content: '5', ...quiet })
    expect(refused.status).toBe(429)
    expect(refused.headers.get('x-ratelimit-scope')).toBe('user')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(refused.json).toMatchObject({ message: 'You are being rate limited.', global: false })
    expect(fake.messages(channel)).toHaveLength(1)
    const elsewhere = fake.channel(guild)
    expect(
      await raw(fake, 'POST', `/channels/${elsewhere.id}/messages`, { content: 'x', ...quiet }),
    ).toMatchObject({
      status: 200,
    })
  })

  test('the real client learns a shortened window from the headers', async () => {
    const { fake, channel } = await openScene({ messageWindowMs: 200 })
    const client = await login(fake)
    const real = await client.channels.fetch(channel.id)
    if (!real?.isSendable()) throw new Error('no text channel')
    await Promise.all(Array.from({ length: 12 }, (_, n) => real.send(`message ${n}`)))
    expect(fake.messages(channel)).toHaveLength(12)
    expect(fake.requests.filter((request) => request.status === 429)).toEqual([])
    expect(fake.violations).toEqual([])
  })

  test('fifty requests a second over all', async () => {
    const { fake } = await openScene({ globalPerSecond: 3, windowScale: 0.001 })
    const answers = await Promise.all(Array.from({ length: 40 }, () => raw(fake, 'GET', '/users/@me')))
    const refused = answers.find((answer) => answer.json.global === true)
    expect(refused?.headers.get('x-ratelimit-scope')).toBe('global')
    expect(refused?.headers.get('x-ratelimit-global')).toBe('true')
  })
})

describe('conformance', () => {
  test('flags an edit that changes nothing, unknown routes and unknown properties', async () => {
    const { fake, channel } = await openScene()
    const path = `/channels/${channel.id}/messages`
    const made = await raw(fake, 'POST', path, { content: 'same', ...quiet })
    await raw(fake, 'PATCH', `${path}/${String(made.json.id)}`, { content: 'same ', ...quiet })
    expect(fake.violations.at(-1)).toContain('changes nothing')
    expect(await raw(fake, 'GET', '/no/such/route')).toMatchObject({ status: 404, json: { code: 0 } })
    expect(fake.violations.at(-1)).toContain('no such route')
    if (!hasOpenApi) return
    await raw(fake, 'POST', path, { content: 'x', colour: 'red', ...quiet })
    expect(fake.violations.at(-1)).toContain('unknown property colour')
    const wrong = await raw(fake, 'POST', path, {
      content: 'x',
      components: [{ type: 1, components: [{ type: 2 }] }],
      ...quiet,
    })
    expect(wrong).toMatchObject({ status: 400, json: { code: 50035 } })
  })

  test.skipIf(!hasOpenApi)('its own answers are what the document says', async () => {
    const { fake, guild, channel, ann } = await openScene()
    const document = JSON.parse(readFileSync(openApiFile, 'utf8')) as object
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(document, 'discord')
    const check = (name: string, value: unknown): void => {
      const validate = ajv.compile({ $ref: `discord#/components/schemas/${name}` })
      validate(value)
      expect(ajv.errorsText(validate.errors), name).toBe('No errors')
    }
    const said = fake.say({
      user: ann,
      channel,
      content: `${fake.mention} look`,
      attachments: [{ name: 'a.txt', type: 'text/plain', data: 'x' }],
    })
    fake.react(ann, said, '👍')
    const forum = fake.channel(guild, { kind: 'forum' })
    const messages = `/channels/${channel.id}/messages`
    const reply = { content: 'x', message_reference: { message_id: said.id }, ...quiet }
    check('MessageResponse', (await raw(fake, 'POST', messages, reply)).json)
    check('MessageResponse', (await raw(fake, 'GET', `${messages}/${said.id}`)).json)
    check('ThreadResponse', (await raw(fake, 'POST', `${messages}/${said.id}/threads`, { name: 't' })).json)
    const post = { name: 'post', message: { content: 'x', ...quiet } }
    check('CreatedThreadResponse', (await raw(fake, 'POST', `/channels/${forum.id}/threads`, post)).json)
    check('GuildChannelResponse', (await raw(fake, 'GET', `/channels/${forum.id}`)).json)
    check('PrivateApplicationResponse', (await raw(fake, 'GET', '/applications/@me')).json)
    check('UserPIIResponse', (await raw(fake, 'GET', '/users/@me')).json)
    check('GatewayBotResponse', (await raw(fake, 'GET', '/gateway/bot')).json)
    check(
      'PrivateChannelResponse',
      (await raw(fake, 'POST', '/users/@me/channels', { recipient_id: ann.id })).json,
    )
    check('GuildWithCountsResponse', (await raw(fake, 'GET', `/guilds/${guild.id}`)).json)
    check('GuildMemberResponse', (await raw(fake, 'GET', `/guilds/${guild.id}/members/${ann.id}`)).json)
    const commands = await raw(fake, 'POST', `/applications/${fake.bot.id}/commands`, {
      name: 'ask',
      description: 'Ask',
    })
    check('ApplicationCommandResponse', commands.json)
    const asked = fake.slash({ user: ann, channel, name: 'ask' })
    const callback = { type: 4, data: { content: 'x', flags: 64, ...quiet } }
    const answer = await raw(
      fake,
      'POST',
      `/interactions/${asked.id}/${asked.token}/callback?with_response=true`,
      callback,
    )
    check('InteractionCallbackResponse', answer.json)
    expect(fake.violations).toEqual([])
  })
})

describe('files', () => {
  test('are uploaded, seen and downloaded', async () => {
    const { fake, channel } = await openScene({ maxAttachmentBytes: 1000 })
    const client = await login(fake)
    const real = await client.channels.fetch(channel.id)
    if (!real?.isSendable()) throw new Error('no text channel')
    const sent = await real.send({ files: [{ attachment: Buffer.from('hello'), name: 'a b.txt' }] })
    expect(fake.message(sent).attachments).toMatchObject([{ filename: 'a_b.txt', text: 'hello' }])
    const url = sent.attachments.first()?.url ?? ''
    expect(url.startsWith(fake.cdnUrl)).toBe(true)
    expect(await (await fetch(url)).text()).toBe('hello')
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(404)
    const big = real.send({ files: [{ attachment: Buffer.alloc(1001), name: 'big' }] })
    await expect(big).rejects.toMatchObject({ status: 413, code: 40005 })
    expect(fake.violations).toEqual([])
  })
})

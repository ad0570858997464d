import { PermissionFlagsBits } from 'discord.js'

/** What Tanya needs in a channel, each with what for; no more than that. */
export const neededPermissions = {
  ViewChannel: 'to see what mentions her',
  SendMessages: 'to answer',
  CreatePublicThreads: 'to make threads for her answers, where that is set',
  SendMessagesInThreads: 'to answer in threads and forum posts',
  ReadMessageHistory: 'to reply, and to read what a reply continues',
  AttachFiles: 'to send long answers and charts as files',
  AddReactions: 'to show that a question waits',
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>

export type NeededPermission = keyof typeof neededPermissions

const scopes = ['bot', 'applications.commands']

/** As a permission set's decimal number. */
export function permissionNumber(): string {
  const names = Object.keys(neededPermissions) as NeededPermission[]
  return String(names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n))
}

/** Where an admin of a server lets the bot in, with the least permissions it can work with. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: scopes.join(' '),
    permissions: permissionNumber(),
  })
  return `https://discord.com/oauth2/authorize?${query.toString()}`
}

import type { ServerResponse } from 'node:http'
import type { Clock } from '../../core/clock.ts'
import { commonHeaders } from './http.ts'
import { limits } from './limits.ts'
import type { Room, RoomEvent, RoomMessage } from './room.ts'
import type { Happening, Snapshot } from './wire.ts'
import { isVisible, toChannelView, toMessageView } from './views.ts'

/** The pages that are open, each looking with the eyes of one person. */
export interface Listeners {
  /** Sends what that person sees now, and then what happens. False when there are too many. */
  open(response: ServerResponse, person: string, snapshot: () => Snapshot): boolean
  working(channel: string, on: boolean): void
  close(): void
}

export function createListeners(deps: { readonly room: Room; readonly clock: Clock }): Listeners {
  const { room, clock } = deps
  const open = new Map<ServerResponse, { readonly person: string }>()
  room.listen(tell)

  function tell(event: RoomEvent): void {
    for (const [response, { person }] of open) {
      const happening = seenBy(event, person)
      if (happening !== undefined) send(response, happening)
    }
  }

  function seenBy(event: RoomEvent, person: string): Happening | undefined {
    switch (event.kind) {
      case 'message':
        return canSee(event.message, person)
          ? { kind: 'message', message: toMessageView(event.message) }
          : undefined
      case 'gone': {
        const { channel, id } = event.message
        return canSee(event.message, person) ? { kind: 'gone', channel, id } : undefined
      }
      case 'person':
        return event
      case 'channel':
        return isVisible(event.channel, person)
          ? { kind: 'channel', channel: toChannelView(event.channel) }
          : undefined
      case 'cleared':
        return event
    }
  }

  function canSee({ channel, onlyFor }: RoomMessage, person: string): boolean {
    const place = room.channel(channel)
    return place !== undefined && isVisible(place, person) && (onlyFor === undefined || onlyFor === person)
  }

  function send(response: ServerResponse, happening: Happening): void {
    // A page that was put to sleep does not read, and would be waited for without end. When it wakes, it opens another.
    if (response.writableLength > limits.unreadBytes) {
      open.delete(response)
      response.destroy()
    } else response.write(`data: ${JSON.stringify(happening)}\n\n`)
  }

  function stayAlive(response: ServerResponse): void {
    clock.after(limits.keepAliveMs, () => {
      if (!open.has(response)) return
      response.write(': still here\n\n')
      stayAlive(response)
    })
  }

  return {
    open(response, person, snapshot) {
      if (open.size >= limits.listeners) return false
      response.writeHead(200, {
        ...commonHeaders,
        'content-type': 'text/event-stream; charset=utf-8',
        // Of nginx, which would else hold events back.
        'x-accel-buffering': 'no',
      })
      // Nothing can happen between the two: what happens after it is told as an event.
      send(response, { kind: 'snapshot', snapshot: snapshot() })
      open.set(response, { person })
      response.on('close', () => open.delete(response))
      stayAlive(response)
      return true
    },
    working(channel, on) {
      const place = room.channel(channel)
      if (place === undefined) return
      for (const [response, { person }] of open) {
        if (isVisible(place, person)) send(response, { kind: 'working', channel, on })
      }
    },
    close() {
      for (const response of open.keys()) response.end()
      open.clear()
    },
  }
}

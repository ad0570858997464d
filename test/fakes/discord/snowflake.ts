const discordEpoch = 1_420_070_400_000

/** Unique ids whose upper bits are the time and which grow with each call for the same time. */
export type NewId = (at?: number) => string

export function createIds(): NewId {
  let counter = 0
  let lastMs = 0
  let lastSequence = 0
  return (at) => {
    if (at !== undefined) {
      // Backdated ids take the upper half of the sequence, so that they never meet those of that very moment.
      counter += 1
      return compose(at, 2048 + (counter % 2048))
    }
    const now = Date.now()
    if (now > lastMs) {
      lastMs = now
      lastSequence = 0
    } else if (lastSequence === 2047) {
      lastMs += 1
      lastSequence = 0
    } else {
      lastSequence += 1
    }
    return compose(lastMs, lastSequence)
  }
}

/** Epoch ms of a snowflake. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch
}

function compose(at: number, sequence: number): string {
  return ((BigInt(Math.floor(at) - discordEpoch) << 22n) | BigInt(sequence)).toString()
}

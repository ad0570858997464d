import { Failure } from '../fault.ts'

/** Runs `work`; whatever it throws becomes a `store` fault that carries it as its cause. */
export async function asStoreFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure({ kind: 'store' }, { cause: error })
  }
}

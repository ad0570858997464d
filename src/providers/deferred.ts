/**
 * A stream that is opened when it is first read. No generator, since a layer of those costs as much for each token as
 * everything else: once open, each reading goes to the stream itself.
 */
export function deferred<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      let stream: AsyncIterator<T> | undefined
      let isOver = false
      return {
        next() {
          if (stream !== undefined) return stream.next()
          if (isOver) return Promise.resolve({ done: true, value: undefined })
          return open().then((opened) => {
            stream = opened[Symbol.asyncIterator]()
            return stream.next()
          })
        },
        return(value) {
          isOver = true
          return stream?.return?.(value) ?? Promise.resolve({ done: true, value })
        },
      }
    },
  }
}

import path from 'node:path'

/**
 * For processes that the tests start: what Node compiled of a file, types stripped, serves the next of them. By the
 * file's content, so that it is never old.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, '../../node_modules/.cache/tanya-tests'),
} as const

import { type Dialect, generic } from './dialect.ts'
import { ownDialects } from './dialects-own.ts'
import { paidDialects } from './dialects-paid.ts'

export type DialectName = 'generic' | keyof typeof ownDialects | keyof typeof paidDialects

export const dialects: Readonly<Record<DialectName, Dialect>> = { generic, ...ownDialects, ...paidDialects }

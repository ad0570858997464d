import {
  ColumnUpdateNode,
  OnConflictNode,
  PrimitiveValueListNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import type { ColumnNode, InsertQueryNode, KyselyPlugin, OperationNode, RootOperationNode } from 'kysely'
import type { Cipher } from './cipher.ts'
import type { Tables } from './tables.ts'

/** Every column that holds what people or models wrote, or secrets, by its name: no other column is called so. */
const sealed: ReadonlySet<string> = new Set([
  'prompt',
  'answer',
  'amended_prompt',
  'amended_answer',
  'text',
  'question',
  'generated',
  'ending',
  'provider_key',
  'credentials',
] satisfies readonly Column[])

type Column = { [T in keyof Tables]: keyof Tables[T] }[keyof Tables]

/**
 * Seals what is written to those columns and opens what is read from them, so that no repository has to think of it.
 * They must be selected by their own names.
 */
export function sealColumns(cipher: Cipher): KyselyPlugin {
  const seal = (column: string | undefined, value: unknown): unknown =>
    column !== undefined && sealed.has(column) && typeof value === 'string' ? cipher.seal(value) : value

  function sealNode(column: string | undefined, node: OperationNode): OperationNode {
    return ValueNode.is(node) && !node.immediate ? ValueNode.create(seal(column, node.value)) : node
  }

  function sealUpdates(updates: readonly ColumnUpdateNode[]): readonly ColumnUpdateNode[] {
    return updates.map((update) =>
      ColumnUpdateNode.create(update.column, sealNode(nameOf(update.column), update.value)),
    )
  }

  function sealInsert(node: InsertQueryNode): InsertQueryNode {
    const names = node.columns?.map(nameOf) ?? []
    const { values, onConflict } = node
    return {
      ...node,
      ...(values !== undefined && ValuesNode.is(values)
        ? {
            values: ValuesNode.create(
              values.values.map((row) =>
                PrimitiveValueListNode.is(row)
                  ? PrimitiveValueListNode.create(row.values.map((value, index) => seal(names[index], value)))
                  : ValueListNode.create(row.values.map((value, index) => sealNode(names[index], value))),
              ),
            ),
          }
        : {}),
      ...(onConflict?.updates !== undefined
        ? { onConflict: OnConflictNode.cloneWith(onConflict, { updates: sealUpdates(onConflict.updates) }) }
        : {}),
    }
  }

  return {
    transformQuery({ node }): RootOperationNode {
      if (node.kind === 'InsertQueryNode') return sealInsert(node)
      if (node.kind === 'UpdateQueryNode' && node.updates !== undefined)
        return { ...node, updates: sealUpdates(node.updates) }
      return node
    },
    transformResult: ({ result }) =>
      Promise.resolve({
        ...result,
        rows: result.rows.map((row) =>
          Object.fromEntries(
            Object.entries(row).map(([column, value]) => [
              column,
              sealed.has(column) && typeof value === 'string' ? cipher.open(value) : value,
            ]),
          ),
        ),
      }),
  }
}

function nameOf(node: OperationNode): string | undefined {
  const column = node.kind === 'ReferenceNode' ? (node as { readonly column?: OperationNode }).column : node
  return column?.kind === 'ColumnNode' ? (column as ColumnNode).column.name : undefined
}

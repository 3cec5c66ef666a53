import type { NumberX } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { idempotencyIssues, issue, keyIssues, type Path, phoneIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'

/** What every mutation of 700 bindings answers: no operation reads one, so what its caller needs to keep is here. */

export type Binding700 = {
  readonly poolKey: string
  readonly subsId: string
  readonly numberX: NumberX
  readonly requestId: string | undefined
}

export const Number700Binding = builder.objectRef<Binding700>('Number700Binding').implement({
  access: ['bindings:read', 'bindings:write'],
  description:
    'A binding on a 700 number. Keep id and X number: changing and ending it need both, and no operation reads or lists these bindings.',
  fields: (t) => ({
    poolKey: t.exposeID('poolKey', { description: 'Key of the pool that owns the 700 number.' }),
    subsId: t.exposeID('subsId', {
      description:
        'The 64-bit id of the binding, as text: a JavaScript number would round it. Fields for other bindings do not know it.',
    }),
    numberX: t.expose('numberX', { type: 'NumberX', description: 'The lent 700 number, which both sides dial.' }),
    requestId: requestIdField(t),
  }),
})

type Key = { readonly poolKey: string; readonly subsId: string; readonly numberX: NumberX }

/** A 64-bit id is all digits; anything else never came from the upstream. */
export const bindingIssues = ({ poolKey, subsId, numberX }: Key, path: Path) => [
  ...keyIssues(poolKey, [...path, 'poolKey']),
  ...idIssues(subsId, [...path, 'subsId']),
  ...phoneIssues(numberX, [...path, 'numberX']),
]

const idIssues = (id: string, path: Path): InputIssue[] =>
  /^\d{1,20}$/.test(id) ? [] : [issue(path, 'must be an id of 1 to 20 digits', '须为 1 到 20 位数字的 ID')]

type Message = {
  readonly idempotencyKey?: string | null | undefined
  readonly industrialId?: string | null | undefined
}

export const messageIssues = ({ idempotencyKey, industrialId }: Message, path: Path): InputIssue[] => [
  ...(idempotencyKey == null ? [] : idempotencyIssues(idempotencyKey, 64, [...path, 'idempotencyKey'])),
  ...(industrialId == null ? [] : keyIssues(industrialId, [...path, 'industrialId'])),
]

/** The upstream is told nothing of what is null. */
export const message = ({ idempotencyKey, industrialId }: Message) => ({
  idempotencyKey: idempotencyKey ?? undefined,
  industrialId: industrialId ?? undefined,
})

export const poolKeyMeans = 'Key of the pool that owns the 700 number.'
export const subsIdMeans = 'The id that binding answered: digits, as text.'
export const idempotencyKeyMeans =
  'An id of yours for this message, 1 to 64 visible ASCII characters. It may keep the upstream from doing the same twice, but nothing says so: this server never repeats on the strength of it.'
export const industrialIdMeans =
  'A handle of the industrial internet’s identifier system to attach, such as `700.100.1/12345678`.'

import type { Answer } from '../../aliyun/contract/operation.ts'
import { rejected, unreachable } from '../../aliyun/failure.ts'
import { bindBatchAxg } from '../../dypls/bindings/bind.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, lengthIssues, type Path } from '../../graph/fields/issues.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { axgFields, axgIssues, wireAxg } from './axg.ts'
import { BindResult, type Bound, bound } from './bound.ts'
import { poolKeyField } from './terms.ts'

/** A limit of ours: the upstream does not say how many it takes. */
const mostItems = 100

const BindAxgBatchItem = builder.inputType('BindAxgBatchItemInput', {
  description: 'One binding of a batch: A, whom the members of one group are to reach through X.',
  fields: axgFields,
})

type Item = typeof BindAxgBatchItem.$inferInput

const BindAxgBatchInput = builder.inputType('BindAxgBatchInput', {
  description: 'Several AXG bindings in one pool.',
  fields: (t) => ({
    poolKey: poolKeyField(t),
    bindings: t.field({
      type: [BindAxgBatchItem],
      required: true,
      description:
        'What to bind: 1 to 100 entries (a limit of this server; the upstream names none). No two with the same `numberA` and `groupId`, since the answer tells entries apart by these.',
    }),
  }),
})

type Batch = { readonly results: readonly ItemResult[]; readonly requestId: string | undefined }
type ItemResult = Bound | ReturnType<typeof BindResult.failed>

const AxgBatch = builder.objectRef<Batch>('AxgBatch').implement({
  access: ['bindings:read', 'bindings:write'],
  description: 'A batch that the upstream took; each entry has an outcome of its own. Repeat only those that failed.',
  fields: (t) => ({
    results: t.field({
      type: [BindResult.type],
      upstreamCalls: 0,
      listSize: mostItems,
      description:
        'One result per entry of the input, in its order. Costs no upstream call of its own. An entry that the upstream left out of its answer is an OutcomeUnknownError.',
      resolve: ({ results }) => [...results],
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'The upstream’s id of the exchange, shared by all entries; null when it named none.',
    }),
  }),
})

const AxgBatchResult = resultUnion('BindAxgBatchResult', {
  success: AxgBatch,
  failures: ['Conflict', 'NumbersExhausted', 'NotFound', 'OutcomeUnknown'],
  description: 'The outcomes of a batch, or why the upstream refused it as a whole.',
  findOut: {
    en: 'Ask pool.privateNumber.bindings for each X number you named; entries without one cannot be looked up and end by themselves at their expiry. A blind repeat may bind twice.',
    zh: '对每个已指定的 X 号码查询 pool.privateNumber.bindings；未指定 X 号码的条目无从查询，会在到期时自动失效。直接重试可能造成重复绑定。',
  },
})

const sameEntry = ({ numberA, groupId }: Item): string => JSON.stringify([numberA.reveal(), groupId])

const batchIssues = (items: readonly Item[], now: number, path: Path): InputIssue[] => {
  if (items.length === 0) return [issue(path, 'must not be empty', '不能为空')]
  const tooMany = lengthIssues(items, mostItems, path)
  if (tooMany.length > 0) return tooMany
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const place = [...path, String(index)]
    const repeated = seen.has(sameEntry(item))
    seen.add(sameEntry(item))
    return [
      ...axgIssues(item, now, place),
      ...(repeated
        ? [issue(place, 'has the numberA and groupId of an earlier entry', 'numberA 与 groupId 和前面的条目重复')]
        : []),
    ]
  })
}

type Told = Answer<typeof bindBatchAxg>
type Entry = Told['bindings'][number]

/** Entries are matched by A and group; an answer in the order of the input need not name them. */
const entryFor = (item: Item, index: number, { bindings }: Told, count: number): Entry | undefined =>
  bindings.find((entry) => entry.numberA?.reveal() === item.numberA.reveal() && entry.groupId === item.groupId) ??
  (bindings.length === count && !bindings[index]?.numberA ? bindings[index] : undefined)

const outcome = (entry: Entry | undefined, poolKey: string, requestId: string | null, sentAt: Date): ItemResult => {
  if (entry && entry.code !== 'OK') return BindResult.failed(rejected(entry.code, 200, requestId), bindBatchAxg, sentAt)
  if (entry?.subsId && entry.numberX)
    return bound(poolKey, { subsId: entry.subsId, numberX: entry.numberX, requestId: requestId ?? undefined })
  const why = 'the answer has no usable entry for this binding'
  return BindResult.failed(unreachable('BAD_RESPONSE', why, { httpStatus: 200, requestId }), bindBatchAxg, sentAt)
}

builder.mutationField('bindAxgBatch', (t) =>
  t.field({
    type: AxgBatchResult.type,
    access: ['bindings:write'],
    upstreamCalls: 1,
    description:
      'Makes several AXG bindings at once; some may fail while others succeed. Costs one upstream call for all of them.',
    args: {
      input: t.arg({ type: BindAxgBatchInput, required: true, description: 'The pool and what to bind in it.' }),
    },
    resolve: (_root, { input: { poolKey, bindings } }, context) => {
      const now = context.now()
      const issues = [...keyIssues(poolKey, ['input', 'poolKey']), ...batchIssues(bindings, now, ['input', 'bindings'])]
      if (issues.length > 0) return invalidInput(issues)
      const params = { poolKey, bindings: bindings.map(wireAxg) }
      return AxgBatchResult.ask(bindBatchAxg, params, context, (answer) => ({
        requestId: answer.requestId,
        results: bindings.map((item, index) =>
          outcome(entryFor(item, index, answer, bindings.length), poolKey, answer.requestId ?? null, new Date(now)),
        ),
      }))
    },
  }),
)

import type { Answer } from '../../aliyun/contract/operation.ts'
import { listXTelephones, timeOf, workNumberStatuses } from '../../dypls/work-numbers/read.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import {
  type Page,
  type PageWish,
  pageArgs,
  pageIssues,
  pageLength,
  pageOf,
  pageType,
} from '../../graph/fields/page.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'
import { numbersMasked, personalText } from '../../graph/numbers/personal-text.ts'
import type { Context } from '../../graph/request/context.ts'
import { mayTouchPool } from '../../graph/request/viewer.ts'
import { Pool } from '../pools.ts'
import { newMessageId, WorkNumber } from './handle.ts'

type Listed = NonNullable<Answer<typeof listXTelephones>['numbers']>[number]

const WorkNumberStatus = outputEnum('WorkNumberStatus', {
  description:
    'Where a work number stands between being bought and being given back. What "verification" checks is not documented; it seems to go with giving the number to an employee.',
  spelled: workNumberStatuses,
  means: {
    IDLE: 'Upstream 0. Nobody has claimed it yet.',
    ALLOCATED: 'Upstream 1. Set aside for this account, not bought yet.',
    BOUGHT: 'Upstream 2. Waits for its verification; can be given to an employee.',
    VERIFYING: 'Upstream 3. The verification is under way.',
    VERIFIED: 'Upstream 4. In use by an employee.',
    VERIFICATION_FAILED: 'Upstream 5. `bindFailure` may say why.',
    UNBINDING: 'Upstream 6. Being taken from its employee.',
    UNBINDING_FAILED: 'Upstream 7. It could not be taken back.',
    RELEASED: 'Upstream 8. Given back; stays in the list.',
    RELEASED_AFTER_TIMEOUT: 'Upstream 99. Given back because a step took too long; stays in the list.',
  },
})

const timeMeans = (what: string) => `${what}; null when that has not happened, or is told in a form nobody knows.`

const ListedWorkNumber = builder.objectRef<Listed>('ListedWorkNumber').implement({
  access: ['numbers:read'],
  description: 'What the list of work numbers tells of one of them.',
  fields: (t) => ({
    number: t.expose('numberX', { type: 'NumberX', description: 'The lent number, digits only.' }),
    workNumber: t.field({
      type: WorkNumber,
      nullable: true,
      description: 'A free handle for asking on; null when the upstream does not say which pool the number is in.',
      resolve: ({ poolKey, numberX }) => (poolKey ? { poolKey, number: numberX } : null),
    }),
    poolName: t.exposeString('poolName', {
      nullable: true,
      description: 'What the console calls the pool; null when the upstream does not say.',
    }),
    status: t.field({
      type: WorkNumberStatus.type,
      description: 'Whether it can be given to an employee, is in use or was given back.',
      resolve: ({ status }) => WorkNumberStatus.read(status),
    }),
    rawStatus: t.string({
      nullable: true,
      description: 'The upstream’s own code for `status`, also when that is UNKNOWN; null when it named none.',
      resolve: ({ status }) => status ?? null,
    }),
    smsEnabled: t.boolean({
      nullable: true,
      description: 'Whether text messages go through it; null when the upstream does not say.',
      resolve: ({ smsEnabled }) => smsEnabled ?? null,
    }),
    bindFailure: t.string({
      nullable: true,
      description: `Why giving it to an employee failed, in the upstream’s words; null when it did not. May hold personal data. ${numbersMasked}`,
      resolve: ({ bindFailure }) => personalText(bindFailure),
    }),
    purchasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: timeMeans('When it was bought'),
      resolve: ({ purchasedAt }) => timeOf(purchasedAt),
    }),
    boundAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: timeMeans('When an employee got it, the last time'),
      resolve: ({ boundAt }) => timeOf(boundAt),
    }),
    unboundAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: timeMeans('When it was taken from an employee, the last time'),
      resolve: ({ unboundAt }) => timeOf(unboundAt),
    }),
    releasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: timeMeans('When it was given back to the platform'),
      resolve: ({ releasedAt }) => timeOf(releasedAt),
    }),
  }),
})

const WorkNumberPage = pageType('WorkNumberPage', {
  access: ['numbers:read'],
  item: ListedWorkNumber,
  description: 'A page of work numbers, those that were given back included, in the upstream’s order.',
})

const WorkNumbersResult = resultUnion('WorkNumbersResult', {
  success: WorkNumberPage,
  failures: ['NotFound'],
  description: 'A page of work numbers, or why there is none.',
})

type Question = PageWish & { readonly poolKey: string | null }

const pageLoader = perRequest(
  ({ poolKey, ...wish }: Question, context: Context) => {
    const { pageNo: page, pageSize } = wish
    const params = { poolKey: poolKey ?? undefined, page, pageSize, idempotencyKey: newMessageId(context) }
    return WorkNumbersResult.ask(listXTelephones, params, context, ({ numbers, total }): Page<Listed> => {
      // A pool that was asked for need not be named again.
      const listed = (numbers ?? [])
        .map((number) => ({ ...number, poolKey: number.poolKey || poolKey || undefined }))
        // Should the answer name other pools than the one asked for, they are shown to viewers that may see them.
        .filter((number) => !number.poolKey || mayTouchPool(context.viewer, number.poolKey))
      return pageOf(wish, listed, total)
    })
  },
  ({ poolKey, pageNo, pageSize }) => JSON.stringify([poolKey, pageNo, pageSize]),
)

const load = (question: Question, context: Context) => {
  const { poolKey } = question
  const issues = [...(poolKey === null ? [] : keyIssues(poolKey, ['poolKey'])), ...pageIssues(question)]
  return issues.length > 0 ? invalidInput(issues) : pageLoader(context).load(question)
}

builder.objectField(Pool, 'workNumbers', (t) =>
  t.field({
    type: WorkNumbersResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    listSize: pageLength,
    description: 'The work numbers of this pool and where each stands. Costs one upstream call for each page.',
    args: pageArgs,
    resolve: ({ key }, { pageNo, pageSize }, context) => load({ poolKey: key, pageNo, pageSize }, context),
  }),
)

builder.queryField('workNumbers', (t) =>
  t.field({
    type: WorkNumbersResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    listSize: pageLength,
    description:
      'The work numbers of all pools of the account; that leaving out the pool means all of them is inferred. Costs one upstream call for each page.',
    args: pageArgs,
    resolve: (_root, { pageNo, pageSize }, context) => load({ poolKey: null, pageNo, pageSize }, context),
  }),
)

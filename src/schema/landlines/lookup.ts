import { rejected } from '../../aliyun/failure.ts'
import {
  queryAxbBindFixedLine,
  queryAxnBindFixedLine,
  queryAxnExtensionBindFixedLine,
} from '../../dypls/landlines/read.ts'
import { lookups } from '../../dypls/landlines/terms.ts'
import type { NumberX, PhoneNumber } from '../../dypls/terms/phone.ts'
import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { firstArgs, firstLength, firstOf } from '../../graph/fields/list-args.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { Pool } from '../pools.ts'
import { LandlineDetails, type LandlineDetailsValue, type LandlineFacts } from './details.ts'
import { LandlineBinding, LandlineKind, type LandlineKindName } from './handle.ts'

type Found = { readonly bindings: readonly LandlineDetailsValue[]; readonly requestId: string | null }

/** No document names a maximum; an answer of the size that is read holds no more. */
const mostFound = 1_000

const LandlineBindings = builder.objectRef<Found>('LandlineBindings').implement({
  access: ['bindings:read'],
  description: 'The landline bindings in force that a look-up found.',
  fields: (t) => ({
    bindings: t.field({
      type: [LandlineDetails],
      listSize: firstLength(mostFound),
      description: 'All of them in the upstream’s order, which is not documented; empty when there are none.',
      args: firstArgs,
      resolve: ({ bindings }, wish) => firstOf(bindings, wish),
    }),
    requestId: requestIdField(t),
  }),
})

const LandlineBindingsResult = resultUnion('LandlineBindingsResult', {
  success: LandlineBindings,
  failures: ['NotFound'],
  description: 'The landline bindings of a number, or why they are not told.',
})

const LandlineDetailsResult = resultUnion('LandlineDetailsResult', {
  success: LandlineDetails,
  failures: ['NotFound'],
  description: 'What the platform knows of one landline binding, or why it does not tell.',
})

/** By id, or else by the numbers that are named. */
type Question = {
  readonly poolKey: string
  readonly kind: LandlineKindName
  readonly subsId?: string | undefined
  readonly realNumber?: PhoneNumber | undefined
  readonly numberX?: NumberX | undefined
}

const ask = async ({ poolKey, kind, subsId, realNumber, numberX }: Question, context: Context) => {
  const params = {
    poolKey,
    idempotencyKey: context.newId(),
    sentAt: new Date(context.now()),
    lookupBy: subsId ? lookups.SUBS_ID : realNumber ? lookups.REAL_NUMBER : lookups.NUMBER_X,
    subsId,
  }
  const found = (bindings: readonly LandlineFacts[] = [], requestId: string | null = null): Found => ({
    bindings: bindings.map((facts) => ({
      ...facts,
      binding: facts.subsId ? { poolKey, kind, subsId: facts.subsId } : null,
      checkedAt: new Date(context.now()),
      requestId,
    })),
    requestId,
  })
  switch (kind) {
    case 'AXB':
      return LandlineBindingsResult.ask(
        queryAxbBindFixedLine,
        { ...params, realNumber, numberX },
        context,
        ({ requestId, ...facts }) => found(facts.subsId || facts.numberX ? [facts] : [], requestId),
      )
    case 'AXN':
      return LandlineBindingsResult.ask(
        queryAxnBindFixedLine,
        { ...params, realNumber, numberX },
        context,
        ({ bindings, requestId }) => found(bindings, requestId),
      )
    case 'AXN_EXTENSION':
      return LandlineBindingsResult.ask(
        queryAxnExtensionBindFixedLine,
        { ...params, numberA: realNumber },
        context,
        ({ bindings, requestId }) => found(bindings, requestId),
      )
  }
}

const lookupLoader = perRequest(ask, ({ poolKey, kind, subsId, realNumber, numberX }: Question) =>
  JSON.stringify([poolKey, kind, subsId, realNumber?.reveal(), numberX?.reveal()]),
)

/** A binding that is not there is no refusal of the upstream's, so the code is ours. */
const missing = ({ requestId }: Found) =>
  LandlineDetailsResult.failed(rejected('NO_LANDLINE_BINDING', 200, requestId), queryAxbBindFixedLine)

builder.objectField(LandlineBinding, 'details', (t) =>
  t.field({
    type: LandlineDetailsResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'Parties and terms while it is in force. Costs one upstream call; equal questions of one request share it.',
    resolve: async ({ poolKey, kind, subsId }, _args, context) => {
      const issues = [...keyIssues(poolKey, ['poolKey']), ...keyIssues(subsId, ['subsId'])]
      if (issues.length > 0) return invalidInput(issues)
      const found = await lookupLoader(context).load({ poolKey, kind, subsId })
      return 'failed' in found ? found : (found.bindings[0] ?? missing(found))
    },
  }),
)

/** Which numbers each kind can be looked up by. */
const modeIssues = ({ kind, realNumber, numberX }: Question): InputIssue[] => {
  const needed = (path: string, en: string, zh: string) => [issue([path], en, zh)]
  const noX = numberX
    ? []
    : needed('numberX', 'is needed beside realNumber to find an AXB', '查询 AXB 时须同时提供 X 号码')
  const noReal = realNumber ? [] : needed('realNumber', 'is needed to find bindings of this kind', '查询此类绑定时必填')
  switch (kind) {
    case 'AXB':
      return [...noReal, ...noX]
    case 'AXN':
      return realNumber || numberX ? [] : noReal
    case 'AXN_EXTENSION':
      return [
        ...noReal,
        ...(numberX
          ? needed('numberX', 'cannot find extensions; ask by A alone', '分机号绑定不支持按 X 号码查询')
          : []),
      ]
  }
}

builder.objectField(Pool, 'landlineBindings', (t) =>
  t.field({
    type: LandlineBindingsResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'Landline bindings in force by their numbers: an AXB by its X and one party together, an AXN by A, by X or by both (documents disagree, so give both where known), extensions by A. Costs one upstream call; equal questions of one request share it.',
    args: {
      kind: t.arg({
        type: LandlineKind,
        required: true,
        description: 'The kind to look among; there is no look-up across kinds.',
      }),
      realNumber: t.arg({ type: 'PhoneNumber', description: 'A, or for an AXB either party.' }),
      numberX: t.arg({ type: 'NumberX', description: 'The landline X number; not for extensions.' }),
    },
    resolve: ({ key }, { kind, realNumber, numberX }, context) => {
      const question = { poolKey: key, kind, realNumber: realNumber ?? undefined, numberX: numberX ?? undefined }
      const issues = [
        ...keyIssues(key, ['poolKey']),
        ...phoneIssues(realNumber, ['realNumber']),
        ...phoneIssues(numberX, ['numberX']),
        ...modeIssues(question),
      ]
      return issues.length > 0 ? invalidInput(issues) : lookupLoader(context).load(question)
    },
  }),
)

import { querySubsId } from '../../dypls/bindings/read.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { firstArgs, firstLength, firstOf } from '../../graph/fields/list-args.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { PrivateNumber, type PrivateNumberHandle } from '../numbers/handle.ts'
import { Binding } from '../pools.ts'

type Found = {
  readonly number: PrivateNumberHandle
  readonly raw: string | undefined
  readonly requestId: string | undefined
}

/** How several ids are joined is not documented, so whatever is no letter or digit parts them. */
const idsIn = (raw: string | undefined): string[] => (raw ?? '').split(/[^0-9A-Za-z]+/).filter((id) => id !== '')

/** An extension has at most three digits; without one an X serves some 200 pairs. */
const mostBindings = 1_000

const NumberBindings = builder.objectRef<Found>('NumberBindings').implement({
  access: ['bindings:read'],
  description: 'The bindings that an X number serves at present: none, one, or with AXB and extensions many.',
  fields: (t) => ({
    subsIds: t.idList({
      description: 'The ids alone, as text; empty when X serves no binding.',
      resolve: ({ raw }) => idsIn(raw),
    }),
    bindings: t.field({
      type: [Binding],
      listSize: firstLength(mostBindings),
      description: 'The same as free handles that know their X number, so that `details` can be asked.',
      args: firstArgs,
      resolve: ({ number, raw }, wish) =>
        firstOf(idsIn(raw), wish).map((subsId) => ({ poolKey: number.poolKey, subsId, numberX: number.number })),
    }),
    rawSubsId: t.exposeString('raw', {
      nullable: true,
      description:
        'The upstream’s answer as it came, since it does not document how it joins several ids; empty when there is none, null when it left the field out.',
    }),
    requestId: requestIdField(t),
  }),
})

const NumberBindingsResult = resultUnion('NumberBindingsResult', {
  success: NumberBindings,
  failures: ['NotFound'],
  description: 'Which bindings an X number serves, or why that is not known.',
})

const ask = (number: PrivateNumberHandle, context: Context) =>
  NumberBindingsResult.ask(
    querySubsId,
    { poolKey: number.poolKey, numberX: number.number },
    context,
    ({ subsId, requestId }) => ({ number, raw: subsId, requestId }),
  )

const idsLoader = perRequest(ask, ({ poolKey, number }: PrivateNumberHandle) =>
  JSON.stringify([poolKey, number.reveal()]),
)

builder.objectField(PrivateNumber, 'bindings', (t) =>
  t.field({
    type: NumberBindingsResult.type,
    access: ['bindings:read'],
    upstreamCalls: 1,
    description:
      'The bindings that this number serves; also the way to find out whether a bind with a lost answer happened. Costs one upstream call; equal questions of one request share it.',
    resolve: (number, _args, context) => {
      const issues = [...keyIssues(number.poolKey, ['poolKey']), ...phoneIssues(number.number, ['number'])]
      return issues.length > 0 ? invalidInput(issues) : idsLoader(context).load(number)
    },
  }),
)

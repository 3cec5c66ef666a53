import { buySecretNo } from '../../dypls/numbers.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue, keyIssues } from '../../graph/fields/issues.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { PrivateNumber, type PrivateNumberHandle } from './handle.ts'
import { cityMeans, NumberClass, prefixMeans, wantedIssues, writeWanted } from './terms.ts'

type Purchased = { readonly number: PrivateNumberHandle; readonly requestId: string | undefined }

const PurchasedNumber = builder.objectRef<Purchased>('PurchasedNumber').implement({
  access: ['numbers:read', 'numbers:write'],
  description: 'An X number that was bought and is billed from now on. It can be bound at once.',
  fields: (t) => ({
    number: t.field({
      type: PrivateNumber,
      description: 'The new number, as a free handle for asking on.',
      resolve: ({ number }) => number,
    }),
    requestId: requestIdField(t),
  }),
})

const PurchaseNumberResult = resultUnion('PurchaseNumberResult', {
  success: PurchasedNumber,
  failures: ['NumbersExhausted', 'OutcomeUnknown'],
  description:
    'The number that was bought, or why none was. NumbersExhaustedError: none is for sale there, or the account may buy no more.',
  findOut: {
    en: 'Look in the console for a number bought since sentAt, before buying again: every purchase is billed and no operation lists the numbers of a pool. numbersForSale for the same city and prefix that dropped by one is a hint, no proof.',
    zh: '重新购买前，请先在控制台查看 sentAt 之后是否已购入号码：每次购买都会计费，且没有接口可列出号池中的号码。numbersForSale 同城市、同前缀的数量减少 1 只能作为参考。',
  },
})

const PurchaseNumberInput = builder.inputType('PurchaseNumberInput', {
  description: 'Which kind of X number to buy, and for which pool.',
  fields: (t) => ({
    poolKey: t.id({ required: true, description: 'Key of the pool that is to own the number.' }),
    numberClass: t.field({
      type: NumberClass.type,
      required: true,
      description: 'Which kind of number; it decides what the number costs a month.',
    }),
    city: t.string({ description: `${cityMeans} Needed for every other class.` }),
    prefix: t.string({ description: prefixMeans }),
    addToDisplayPool: t.boolean({
      description: 'Also puts the number in the display pool, for customers who have that feature. Default: no.',
    }),
  }),
})
type Input = typeof PurchaseNumberInput.$inferInput

const issuesOf = (input: Input) => [
  ...keyIssues(input.poolKey, ['input', 'poolKey']),
  ...(input.numberClass !== 'SERVICE_95' && input.city == null
    ? [issue(['input', 'city'], 'is needed: a number of this class has a home city', '必填：该类号码必须指定归属城市')]
    : []),
  ...wantedIssues(input, ['input']),
]

builder.mutationField('purchaseNumber', (t) =>
  t.field({
    type: PurchaseNumberResult.type,
    access: ['numbers:write'],
    upstreamCalls: 1,
    description:
      'Buys one X number for a pool. Costs money each time it succeeds, so it is never repeated by this server, and costs one upstream call. Ask `numbersForSale` first. The account must be a verified company.',
    args: { input: t.arg({ type: PurchaseNumberInput, required: true, description: 'The number wanted.' }) },
    resolve: (_root, { input }, context) => {
      const issues = issuesOf(input)
      if (issues.length > 0) return invalidInput(issues)
      const { poolKey, addToDisplayPool } = input
      const wanted = { ...writeWanted(input, ''), poolKey, displayPool: addToDisplayPool ?? undefined }
      return PurchaseNumberResult.ask(buySecretNo, wanted, context, ({ numberX, requestId }) => ({
        number: { poolKey, number: numberX },
        requestId,
      }))
    },
  }),
)

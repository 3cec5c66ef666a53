import type { Answer, Params } from '../../aliyun/contract/operation.ts'
import { nationwideList, nationwideTotal, querySecretNoRemain } from '../../dypls/numbers.ts'
import { builder } from '../../graph/fields/builder.ts'
import { issue } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import type { Context } from '../../graph/request/context.ts'
import { cityMeans, NumberClass, prefixMeans, wantedIssues, writeWanted } from './terms.ts'

/** A count is 64 bits upstream and 32 in GraphQL, which would make an error of what does not fit. */
const count = (amount: number | undefined): number | null =>
  amount === undefined ? null : Math.min(Math.max(amount, 0), 2 ** 31 - 1)

type CityStock = NonNullable<Answer<typeof querySecretNoRemain>['cities']>[number]

const StockOfCity = builder.objectRef<CityStock>('NumbersForSaleInCity').implement({
  access: ['numbers:read'],
  description: 'How many X numbers of the wanted kind one city has to sell.',
  fields: (t) => ({
    city: t.exposeString('city', {
      nullable: true,
      description: 'The home of the numbers, in Chinese; null when the upstream left it out.',
    }),
    amount: t.int({
      nullable: true,
      description: 'How many there are; null when the upstream did not say.',
      resolve: ({ amount }) => count(amount),
    }),
  }),
})

type Stock = Answer<typeof querySecretNoRemain> & { readonly checkedAt: Date }

const NumbersForSale = builder.objectRef<Stock>('NumbersForSale').implement({
  access: ['numbers:read'],
  description: 'How many X numbers can be bought at this moment. Nothing is reserved by asking.',
  fields: (t) => ({
    amount: t.int({
      nullable: true,
      description:
        'How many there are where it was asked about; null when the upstream did not say, as for the list of all cities it may not.',
      resolve: ({ amount }) => count(amount),
    }),
    cities: t.field({
      type: [StockOfCity],
      description: 'The cities that have some; filled by `numbersForSaleByCity` only.',
      resolve: ({ cities }) => [...(cities ?? [])],
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t),
  }),
})

const NumbersForSaleResult = resultUnion('NumbersForSaleResult', {
  success: NumbersForSale,
  failures: [],
  description: 'The stock of X numbers, or why it is not known.',
})

type Question = Params<typeof querySecretNoRemain>

const ask = (question: Question, context: Context) =>
  NumbersForSaleResult.ask(querySecretNoRemain, question, context, (answer) => ({
    ...answer,
    checkedAt: new Date(context.now()),
  }))

const stockLoader = perRequest(ask, ({ specId, city, numberPrefix }: Question) =>
  JSON.stringify([specId, city, numberPrefix ?? null]),
)

const classMeans = 'Which kind of number is wanted.'

builder.queryField('numbersForSale', (t) =>
  t.field({
    type: NumbersForSaleResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    description:
      'How many X numbers can be bought: in one city, or in the whole country when none is named. Costs one upstream call; equal questions of one request share it.',
    args: {
      numberClass: t.arg({ type: NumberClass.type, required: true, description: classMeans }),
      city: t.arg.string({ description: cityMeans }),
      prefix: t.arg.string({ description: prefixMeans }),
    },
    resolve: (_root, wanted, context) => {
      const issues = wantedIssues(wanted, [])
      if (issues.length > 0) return invalidInput(issues)
      return stockLoader(context).load(writeWanted(wanted, nationwideTotal))
    },
  }),
)

builder.queryField('numbersForSaleByCity', (t) =>
  t.field({
    type: NumbersForSaleResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    description:
      'Which cities have X numbers to sell, and how many each. Not for SERVICE_95, whose numbers have no city. Costs one upstream call; equal questions of one request share it.',
    args: {
      numberClass: t.arg({ type: NumberClass.type, required: true, description: classMeans }),
      prefix: t.arg.string({ description: prefixMeans }),
    },
    resolve: (_root, wanted, context) => {
      const cityless =
        wanted.numberClass === 'SERVICE_95'
          ? [issue(['numberClass'], 'has no cities: ask numbersForSale', '95 号码没有归属地，请使用 numbersForSale')]
          : []
      const issues = [...cityless, ...wantedIssues(wanted, [])]
      if (issues.length > 0) return invalidInput(issues)
      return stockLoader(context).load(writeWanted(wanted, nationwideList))
    },
  }),
)

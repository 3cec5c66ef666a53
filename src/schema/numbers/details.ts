import type { Answer } from '../../aliyun/contract/operation.ts'
import { carriers, numberStatuses, purchaseMoment, querySecretNoDetail } from '../../dypls/numbers.ts'
import { builder } from '../../graph/fields/builder.ts'
import { keyIssues, phoneIssues } from '../../graph/fields/issues.ts'
import { perRequest } from '../../graph/fields/loader.ts'
import { requestIdField } from '../../graph/fields/request-id.ts'
import { invalidInput, resultUnion } from '../../graph/fields/result.ts'
import { outputEnum } from '../../graph/fields/wire-enum.ts'
import type { Context } from '../../graph/request/context.ts'
import { PrivateNumber, type PrivateNumberHandle } from './handle.ts'

const Status = outputEnum('PrivateNumberStatus', {
  description: 'What an X number is doing, as the platform tells it.',
  spelled: numberStatuses,
  means: {
    NOT_BOUND: 'Upstream 0. No binding uses it: it is free to be bound or released.',
    BOUND: 'Upstream 1. At least one binding goes over it.',
    LOCKED: 'Upstream 2. New bindings skip it until it is unlocked; those it serves go on.',
    FROZEN: 'Upstream 3. The platform took it out of service: expect calls over it to fail.',
  },
})

const Carrier = outputEnum('NumberCarrier', {
  description: 'Over whose network a number runs.',
  spelled: carriers,
  means: {
    CHINA_MOBILE: 'Upstream 1. Zhongguo Yidong, 中国移动.',
    CHINA_UNICOM: 'Upstream 2. Zhongguo Liantong, 中国联通.',
    CHINA_TELECOM: 'Upstream 3. Zhongguo Dianxin, 中国电信.',
  },
})

type Details = Answer<typeof querySecretNoDetail> & { readonly handle: PrivateNumberHandle; readonly checkedAt: Date }

const certified: ReadonlyMap<number | undefined, boolean> = new Map([
  [0, false],
  [1, true],
])

const PrivateNumberDetails = builder.objectRef<Details>('PrivateNumberDetails').implement({
  access: ['numbers:read'],
  description:
    'An X number as the platform knows it: what it is doing, whose network it is on and where it is at home.',
  fields: (t) => ({
    number: t.field({
      type: PrivateNumber,
      description: 'The number that was asked about, as a free handle.',
      resolve: ({ handle }) => handle,
    }),
    status: t.field({
      type: Status.type,
      description: 'Whether it is free, bound, locked or frozen. Which of these wins is not documented.',
      resolve: ({ status }) => Status.read(status),
    }),
    rawStatus: t.exposeInt('status', {
      description: 'The upstream’s own number for `status`, also when it is UNKNOWN.',
    }),
    certified: t.boolean({
      nullable: true,
      description: 'Whether its owner’s identity was verified; null when the upstream did not say.',
      resolve: ({ certifyStatus }) => certified.get(certifyStatus) ?? null,
    }),
    rawCertifyStatus: t.exposeInt('certifyStatus', {
      nullable: true,
      description: 'The upstream’s own number behind `certified`: 0 no, 1 yes; null when it named none.',
    }),
    carrier: t.field({
      type: Carrier.type,
      nullable: true,
      description: 'Whose network it is on; null when the upstream named none.',
      resolve: ({ carrier }) => (carrier === undefined ? null : Carrier.read(carrier)),
    }),
    rawCarrier: t.exposeInt('carrier', {
      nullable: true,
      description: 'The upstream’s own number behind `carrier`, also when it is UNKNOWN; null when it named none.',
    }),
    province: t.string({
      nullable: true,
      description: 'Home province in Chinese; null for a number without a home, as those on 95 are.',
      resolve: ({ province }) => province || null,
    }),
    city: t.string({
      nullable: true,
      description: 'Home city in Chinese; null when the upstream named none.',
      resolve: ({ city }) => city || null,
    }),
    purchasedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it was bought; null when the upstream named no time, or one in a form that nothing documents: see `rawPurchasedAt`.',
      resolve: ({ purchasedAt }) => purchaseMoment(purchasedAt),
    }),
    rawPurchasedAt: t.exposeString('purchasedAt', {
      nullable: true,
      description: 'The upstream’s own text behind `purchasedAt`; null when there is none.',
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      description: 'When this server had the answer, in Beijing time.',
    }),
    requestId: requestIdField(t),
  }),
})

const PrivateNumberDetailsResult = resultUnion('PrivateNumberDetailsResult', {
  success: PrivateNumberDetails,
  failures: ['NotFound'],
  description: 'What the platform knows of an X number, or why it does not tell.',
})

const ask = (handle: PrivateNumberHandle, context: Context) => {
  const { poolKey, number } = handle
  return PrivateNumberDetailsResult.ask(querySecretNoDetail, { poolKey, numberX: number }, context, (answer) => ({
    ...answer,
    handle,
    checkedAt: new Date(context.now()),
  }))
}

const detailsLoader = perRequest(ask, ({ poolKey, number }: PrivateNumberHandle) =>
  JSON.stringify([poolKey, number.reveal()]),
)

builder.objectField(PrivateNumber, 'details', (t) =>
  t.field({
    type: PrivateNumberDetailsResult.type,
    access: ['numbers:read'],
    upstreamCalls: 1,
    description:
      'Status, carrier, home and purchase of this number. Costs one upstream call; equal questions of one request share it. NotFoundError: the account owns no such number in this pool.',
    resolve: (handle, _args, context) => {
      const issues = [...keyIssues(handle.poolKey, ['poolKey']), ...phoneIssues(handle.number, ['number'])]
      return issues.length > 0 ? invalidInput(issues) : detailsLoader(context).load(handle)
    },
  }),
)

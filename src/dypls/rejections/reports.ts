import { type Rejection, rejection } from './rejection.ts'

/**
 * What `Data.FailType` of a refused report means. Not part of the catalogue: elsewhere a bare -1 may mean anything.
 */
export const reportRefusals: ReadonlyMap<string, Rejection> = new Map(
  [
    rejection('BUSINESS', '-1', 'Conflict', 'NEVER', [200], {
      en: {
        meaning: 'The number is reported already and its review is running.',
        cause: 'An earlier report of the same number in the same allow-list, perhaps one whose answer was lost.',
        fix: 'Ask numberAReport how the review stands; report again only after a refusal.',
      },
      zh: {
        meaning: '该号码已报备，正在审核中。',
        cause: '同一白名单中已有该号码的报备，可能来自一次应答丢失的请求。',
        fix: '通过 numberAReport 查询审核状态；仅在审核不通过后才需重新报备。',
      },
    }),
    rejection('BUSINESS', '-2', 'Conflict', 'NEVER', [200], {
      en: {
        meaning: 'The number is reported already and was approved.',
        cause: 'An earlier report of the same number in the same allow-list.',
        fix: 'Nothing is left to do: the number may be used. numberAReport shows the report.',
      },
      zh: {
        meaning: '该号码已报备并审核通过。',
        cause: '同一白名单中已有该号码的报备。',
        fix: '无需再报备，号码可直接使用；可通过 numberAReport 查看报备信息。',
      },
    }),
  ].map((entry) => [entry.code, entry]),
)

import { nationwideList, nationwideNumber, nationwideTotal, numberClasses } from '../../dypls/numbers.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { issue, type Path } from '../../graph/fields/issues.ts'
import { inputEnum } from '../../graph/fields/wire-enum.ts'

/** What buying a number and asking for the stock have in common. */
export const NumberClass = inputEnum('NumberClass', {
  description: 'Which kind of X number: who runs it and what it looks like.',
  spelled: numberClasses,
  means: {
    VIRTUAL_OPERATOR: 'Upstream 1. A mobile number of a virtual operator: 170 or 171.',
    CARRIER: 'Upstream 2. A mobile number of China Mobile, China Unicom or China Telecom.',
    SERVICE_95: 'Upstream 3. A number that begins with 95. It has no home city: leave `city` out.',
  },
})
type Class = typeof NumberClass.type.$inferType

type Wanted = {
  readonly numberClass: Class
  readonly city?: string | null | undefined
  readonly prefix?: string | null | undefined
}

export const cityMeans =
  'Home of the number, a city of the Chinese mainland by its Chinese name without 市: `杭州`. Leave it out for SERVICE_95.'
export const prefixMeans = 'Digits that the number must begin with, at most 18. Left out: any number.'

const reserved: ReadonlySet<string> = new Set([nationwideNumber, nationwideTotal, nationwideList])
const prefixShape = /^\d{1,18}$/

const cityIssues = ({ numberClass, city }: Wanted, path: Path): InputIssue[] => {
  if (city == null) return []
  if (city.trim() === '') return [issue(path, 'must not be blank', '不能为空')]
  if (numberClass === 'SERVICE_95' || reserved.has(city))
    return [
      issue(
        path,
        'must be left out: a number on 95 has no home city, and the whole country is meant where none is named',
        '请勿填写：95 号码没有归属地，不填城市即表示全国',
      ),
    ]
  return /[\p{C}]/u.test(city) ? [issue(path, 'must hold no control characters', '不能包含控制字符')] : []
}

const prefixIssues = (prefix: string | null | undefined, path: Path): InputIssue[] =>
  prefix == null || prefixShape.test(prefix) ? [] : [issue(path, 'must be 1 to 18 digits', '须为 1 到 18 位数字')]

export const wantedIssues = (wanted: Wanted, path: Path): InputIssue[] => [
  ...cityIssues(wanted, [...path, 'city']),
  ...prefixIssues(wanted.prefix, [...path, 'prefix']),
]

/** The upstream's parameters; `anywhere` is its word for no city in particular. */
export const writeWanted = ({ numberClass, city, prefix }: Wanted, anywhere: string) => ({
  specId: NumberClass.write(numberClass),
  city: numberClass === 'SERVICE_95' ? nationwideNumber : (city ?? anywhere),
  numberPrefix: prefix ?? undefined,
})

import { builder } from '../../graph/fields/builder.ts'
import type { InputIssue } from '../../graph/fields/errors.ts'
import { blankIssues, issue, type Path } from '../../graph/fields/issues.ts'

/** What an enquiry and an order say of a parcel. Names and addresses are personal data and reach no log. */

export const PickupAddressInput = builder.inputType('PickupAddressInput', {
  description: 'Where a courier comes or goes. Personal data. An order needs all but the town; an enquiry takes less.',
  fields: (t) => ({
    province: t.string({ description: 'The province or the city of its rank, such as 浙江省.' }),
    city: t.string({ description: 'The city, such as 杭州市.' }),
    district: t.string({ description: 'The district or county of the city, such as 西湖区.' }),
    town: t.string({ description: 'Street office or township, where one is known.' }),
    detail: t.string({ description: 'All the rest: road, house, flat.' }),
  }),
})

type Address = typeof PickupAddressInput.$inferInput

const needed = ['province', 'city', 'district', 'detail'] as const

/** As the enquiry takes it: with gaps, but without blank parts. */
export const addressIssues = (address: Address | null | undefined, path: Path): InputIssue[] =>
  (['province', 'city', 'district', 'town', 'detail'] as const).flatMap((part) =>
    blankIssues(address?.[part], [...path, part]),
  )

/** As an order takes it. */
export const wholeAddressIssues = (address: Address, path: Path): InputIssue[] => [
  ...addressIssues(address, path),
  ...needed.flatMap((part) =>
    address[part] == null ? [issue([...path, part], 'is needed for an order', '下单时必填')] : [],
  ),
]

export const addressParts = ({ province, city, district, town, detail }: Address) => ({
  province: province ?? undefined,
  city: city ?? undefined,
  district: district ?? undefined,
  town: town ?? undefined,
  detail: detail ?? undefined,
})

/** Only after `wholeAddressIssues` found nothing. */
export const wholeAddress = ({ province, city, district, town, detail }: Address) => ({
  province: province ?? '',
  city: city ?? '',
  district: district ?? '',
  town: town ?? undefined,
  detail: detail ?? '',
})

/** A count or a weight: the upstream takes whole numbers as text. */
export const positiveIssues = (value: number | null | undefined, path: Path): InputIssue[] =>
  value != null && value < 1 ? [issue(path, 'must be at least 1', '必须大于等于 1')] : []

export const orderIdMeans = 'Id of the order in the calling system, 1 to 64 characters without blanks.'
export const courierMeans = 'Code of a courier company, such as YTO; left out, the platform picks one.'

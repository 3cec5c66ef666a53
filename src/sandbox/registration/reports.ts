import {
  type deleteSecretAPhoneNoToCust as deleteRow,
  type createFixedNoAReport as landlineRow,
  type createPhoneNoAReport as mobileRow,
  type querySecretAPhoneNoToCust as queryRow,
  reportedNumberKinds,
  reviewStatuses,
} from '../../dypls/registration.ts'
import { phoneNumber } from '../../dypls/terms/phone.ts'
import { type Handler, type HandlerPorts, innerRefusal, type Refusal, refusal } from '../actions/handler.ts'
import type { Report } from './state.ts'

/** How long a review takes here; the documents name no time. */
export const reviewMs = 600_000

/** A portrait of this name is refused, so that a refusal can be tried. The reason is the documented sample. */
const foreignPortrait = /mismatch[^/]*$/
const notTheSame = '系统判断为不同人'

type Filed = {
  readonly allowListId: string
  readonly portrait: string
  readonly remark?: string | undefined
}

/** Reporting anew is refused while a review runs or has ended well, and allowed after a refusal (inferred). */
const file = (
  numberA: string,
  { allowListId, portrait, remark }: Filed,
  { world: { reports }, now }: HandlerPorts,
  about: Pick<Report, 'kind' | 'holderNumber'>,
): Refusal | { created: boolean; outcome: number } => {
  if (!reports.allowLists.has(allowListId)) return refusal('isv.ILLEGAL_ARGUMENT')
  const earlier = reports.find(allowListId, numberA)
  if (earlier && statusOf(earlier, now) === reviewStatuses.REVIEWING) return innerRefusal('-1')
  if (earlier && statusOf(earlier, now) === reviewStatuses.APPROVED) return innerRefusal('-2')
  reports.put({
    ...about,
    numberA,
    allowListId,
    remark: remark ?? null,
    reviewedAt: now + reviewMs,
    reasons: foreignPortrait.test(portrait) ? [notTheSame] : [],
  })
  return { created: true, outcome: 1 }
}

const statusOf = ({ reviewedAt, reasons }: Report, now: number): string => {
  if (now < reviewedAt) return reviewStatuses.REVIEWING
  return reasons.length === 0 ? reviewStatuses.APPROVED : reviewStatuses.REFUSED
}

export const createPhoneNoAReport: Handler<typeof mobileRow> = ({ numberA, ...input }, ports) =>
  file(numberA.reveal(), input, ports, { kind: reportedNumberKinds.MOBILE, holderNumber: null })

export const createFixedNoAReport: Handler<typeof landlineRow> = ({ numberA, holderNumber, ...input }, ports) =>
  file(numberA.reveal(), input, ports, {
    kind: reportedNumberKinds.LANDLINE,
    holderNumber: holderNumber?.reveal() ?? null,
  })

/** What a number that was never reported answers is not documented: no such number, here. */
export const querySecretAPhoneNoToCust: Handler<typeof queryRow> = ({ numberA, allowListId }, { world, now }) => {
  if (!world.reports.allowLists.has(allowListId)) return refusal('isv.ILLEGAL_ARGUMENT')
  const report = world.reports.find(allowListId, numberA.reveal())
  if (!report) return refusal('isv.NO_NOT_EXIST')
  const reviewStatus = statusOf(report, now)
  return {
    reviewStatus,
    refusalReasons: reviewStatus === reviewStatuses.REFUSED ? report.reasons : undefined,
    numberA: phoneNumber(report.numberA),
    numberKind: report.kind,
    holderNumber: report.holderNumber === null ? undefined : phoneNumber(report.holderNumber),
    allowListId,
    remark: report.remark ?? undefined,
  }
}

/** Refused while the review runs (documented, though not with which code). */
export const deleteSecretAPhoneNoToCust: Handler<typeof deleteRow> = ({ numberA, allowListId }, { world, now }) => {
  if (!world.reports.allowLists.has(allowListId)) return refusal('isv.ILLEGAL_ARGUMENT')
  const report = world.reports.find(allowListId, numberA.reveal())
  if (!report) return refusal('isv.NO_NOT_EXIST')
  if (statusOf(report, now) === reviewStatuses.REVIEWING) return refusal('isv.FORBIDDEN_ACTION')
  world.reports.remove(allowListId, numberA.reveal())
  return { deleted: true }
}

import type { reportedNumberKinds } from '../../dypls/registration.ts'

/** The identity that was reported for an A number, without the identity itself: nothing here needs it. */
export type Report = {
  readonly numberA: string
  readonly allowListId: string
  readonly kind: (typeof reportedNumberKinds)[keyof typeof reportedNumberKinds]
  readonly holderNumber: string | null
  readonly remark: string | null
  /** When the review ends, in ms since 1970. */
  readonly reviewedAt: number
  /** Why it will be refused; empty for one that will be approved. */
  readonly reasons: readonly string[]
}

export type Reports = {
  /** The allow-lists of the account; their ids come from the console. */
  readonly allowLists: Set<string>
  readonly find: (allowListId: string, numberA: string) => Report | undefined
  readonly put: (report: Report) => void
  readonly remove: (allowListId: string, numberA: string) => void
  /** Numbers whose report was deleted: the carrier restricts them, until they are reported again. */
  readonly restricted: Set<string>
  readonly clear: () => void
}

const keyOf = (allowListId: string, numberA: string): string => `${allowListId}/${numberA}`

export const createReports = (): Reports => {
  const byKey = new Map<string, Report>()
  const reports: Reports = {
    allowLists: new Set(),
    restricted: new Set(),
    find: (allowListId, numberA) => byKey.get(keyOf(allowListId, numberA)),
    put: (report) => {
      byKey.set(keyOf(report.allowListId, report.numberA), report)
      reports.restricted.delete(report.numberA)
    },
    remove: (allowListId, numberA) => {
      byKey.delete(keyOf(allowListId, numberA))
      reports.restricted.add(numberA)
    },
    clear: () => {
      for (const part of [byKey, reports.allowLists, reports.restricted]) part.clear()
    },
  }
  return reports
}

import { reportedNumberKinds } from '../../dypls/registration.ts'
import type { World } from '../world/world.ts'

/** Reports that a fresh sandbox knows, in one allow-list; another list is empty and has an id above 2^53. */
export const seededReports = {
  allowListId: '19',
  bigAllowListId: '9007199254740993019',
  approved: '13900000301',
  refused: '13900000302',
  /** Ends well ten minutes after the start. */
  reviewing: '13900000303',
  landline: { numberA: '057180000301', holderNumber: '13900000304' },
} as const

export const seedRegistration = ({ reports }: World, now: number): void => {
  const { allowListId, bigAllowListId, approved, refused, reviewing, landline } = seededReports
  const report = {
    allowListId,
    kind: reportedNumberKinds.MOBILE,
    holderNumber: null,
    remark: null,
    reviewedAt: now,
    reasons: [],
  }
  reports.allowLists.add(allowListId).add(bigAllowListId)
  reports.put({ ...report, numberA: approved })
  reports.put({ ...report, numberA: refused, reasons: ['系统判断为不同人'] })
  reports.put({ ...report, numberA: reviewing, reviewedAt: now + 600_000 })
  reports.put({ ...report, ...landline, kind: reportedNumberKinds.LANDLINE })
}

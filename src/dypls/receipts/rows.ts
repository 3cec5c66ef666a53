import {
  secretAsrReport,
  secretPickUpReport,
  secretRecording,
  secretReport,
  secretRingReport,
  secretStartReport,
} from './calls.ts'
import type { ReceiptValues } from './kinds.ts'
import {
  numberManagementReport,
  secretANumberAuditFailedReport,
  secretExceptionPhoneReport,
  secretSmsIntercept,
  smartLogisticsReport,
} from './numbers.ts'
import type { ReceiptRow } from './row.ts'

/** Every message type with a public list of fields. */
export const receiptTypes = {
  SecretStartReport: secretStartReport,
  SecretRingReport: secretRingReport,
  SecretPickUpReport: secretPickUpReport,
  SecretReport: secretReport,
  SecretRecording: secretRecording,
  SecretAsrReport: secretAsrReport,
  SecretSmsIntercept: secretSmsIntercept,
  SecretExceptionPhoneReport: secretExceptionPhoneReport,
  SmartLogisticsReport: smartLogisticsReport,
  NumberManagementReport: numberManagementReport,
  SecretANumberAuditFailedReport: secretANumberAuditFailedReport,
} as const

/** The console names these too, but their fields are not public. */
export const fieldlessTypes = ['SecretBillingCallReport', 'SecretBillingSmsReport', 'SecretRingRecording'] as const

export type ReceiptType = keyof typeof receiptTypes
export type ReceiptFields<T extends ReceiptType> = ReceiptValues<(typeof receiptTypes)[T]['fields']>

export const isReceiptType = (type: string): type is ReceiptType => Object.hasOwn(receiptTypes, type)

/** The row of a type, without what is special about it. */
export const rowOf = (type: string): ReceiptRow | null => (isReceiptType(type) ? receiptTypes[type] : null)

import { callbackModes } from '../../dypls/landlines/terms.ts'
import type { World } from '../world/world.ts'
import type { LandlineKind } from './state.ts'

/** The landlines of a fresh sandbox: made-up numbers, X in Hangzhou (0571) and one in Beijing (010). */
export const seededLandlines = {
  poolKey: 'FC100000000000571',
  /** A and B reach each other; never ends by itself. */
  axb: {
    subsId: 'GHX0571X202601100800000000001',
    numberX: '057180000001',
    numberA: '13900005711',
    numberB: '13900005712',
  },
  /** Every caller reaches A; ends an hour after the sandbox started. */
  axn: { subsId: 'GHX0571X202601100800000000002', numberX: '057180000002', numberA: '13900005713' },
  /** Every caller that dials the extension reaches A; never ends by itself. */
  extension: {
    subsId: 'GHX0571X202601100800000000003',
    numberX: '057180000003',
    numberA: '13900005714',
    extension: '1001',
  },
  /** X numbers that no binding uses. */
  spares: ['057180000091', '057180000092', '01080000091'],
  lifetimeSeconds: 3_600,
} as const

export const seedLandlines = ({ fixedLine }: World, now: number): void => {
  const { poolKey, axb, axn, extension, spares, lifetimeSeconds } = seededLandlines
  const add = (kind: LandlineKind, binding: typeof axb | typeof axn | typeof extension, lasts: number): void => {
    fixedLine.addNumber(poolKey, binding.numberX)
    fixedLine.bindings.set(binding.subsId, {
      numberB: null,
      extension: null,
      ...binding,
      kind,
      poolKey,
      boundAt: now,
      assignedAt: now,
      lifetimeSeconds: lasts,
      promptsBeforeAnswer: ['10001', '10002', '10003'],
      promptsForCalled: null,
      promptsForCaller: null,
      callbackMode: callbackModes.NOWHERE,
      recordingEnabled: false,
      remark: null,
    })
  }
  add('AXB', axb, 0)
  add('AXN', axn, lifetimeSeconds)
  add('AXN_EXTENSION', extension, 0)
  for (const numberX of spares) fixedLine.addNumber(poolKey, numberX)
}

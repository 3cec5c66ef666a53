import { createHmac } from 'node:crypto'
import { canonical } from '../../dypls/terms/phone.ts'
import type { Context } from '../request/context.ts'

/** 132 bits: no two numbers of a country share one, and without the key it is impossible to try all numbers. */
const length = 22

/**
 * Refs that stand for real numbers: equal for equal numbers, whatever their spelling, as long as the key stays. Whoever has
 * the key can find the number behind a ref by trying all there are, so it is a secret.
 */
export const createRefs =
  (key: string): Context['ref'] =>
  (number) =>
    `pn_${createHmac('sha256', key)
      .update(`ref:${canonical(number.reveal())}`)
      .digest('base64url')
      .slice(0, length)}`

import { type Codec, integer, WireMismatch } from '../../aliyun/contract/wire.ts'

/** Operations added since November 2024 write numbers and switches as text of digits, in JSON too. */
export const integerText: Codec<number> = { ...integer, json: String }

/** Seconds since 1970, as text. */
export const epochText: Codec<Date> = {
  wants: 'seconds since 1970',
  decode: (wire) => {
    const instant = new Date(integer.decode(wire) * 1000)
    if (Number.isNaN(instant.getTime())) throw new WireMismatch('', 'seconds since 1970')
    return instant
  },
  text: (instant) => seconds(instant),
  json: (instant) => seconds(instant),
}

const seconds = (instant: Date): string => String(Math.floor(instant.getTime() / 1000))

const print = (on: boolean): string => (on ? '1' : '0')

/** A switch in a request. */
export const zeroOne: Codec<boolean> = {
  wants: '0 or 1',
  decode: (wire) => {
    if (wire !== '0' && wire !== '1') throw new WireMismatch('', '0 or 1')
    return wire === '1'
  },
  text: print,
  json: print,
}

/** A switch in an answer: null where its value is neither, since that must not spoil what stands beside it. */
export const zeroOneOrNull: Codec<boolean | null> = {
  wants: '0 or 1',
  decode: (wire) => (wire === '1' || wire === 1 ? true : wire === '0' || wire === 0 ? false : null),
  text: (on) => (on === null ? '' : print(on)),
  json: (on) => (on === null ? null : print(on)),
}

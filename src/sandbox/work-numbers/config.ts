import { phoneFault } from '../../dypls/terms/phone.ts'
import * as rows from '../../dypls/work-numbers/config.ts'
import { type Handler, innerRefusal, refusal } from '../actions/handler.ts'
import { messageFault } from './bind.ts'
import { findOwned, standardConfig, type WorkNumbers, type XConfig } from './state.ts'

const oneOf = (table: Readonly<Record<string, string>>, value: string | undefined): boolean =>
  value === undefined || Object.values(table).includes(value)

/** Sets what is named and leaves the rest as it was. */
export const configX: Handler<typeof rows.configX> = (input, ports) => {
  const { displayMode, smsSenderMode, smsEnabled, callEnabled, sequenceMode, sequence } = input
  const { workNumbers } = ports.world
  const numberX = input.numberX.reveal()
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return workNumbers.repeats.once(rows.configX, input, () => {
    if (!findOwned(workNumbers, input.poolKey, numberX)) return innerRefusal('isv.NO_NOT_EXIST')
    const known =
      oneOf(rows.displayModes, displayMode) &&
      oneOf(rows.smsSenderModes, smsSenderMode) &&
      oneOf(rows.ringingModes, sequenceMode)
    if (!known) return innerRefusal('isv.ILLEGAL_ARGUMENT')
    if (sequence?.some(({ number }) => number && phoneFault(number.reveal())))
      return innerRefusal('isv.MOBILE_NUMBER_ILLEGAL')
    const named = { displayMode, smsSenderMode, smsEnabled, callEnabled, sequenceMode, sequence }
    const set = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
    workNumbers.configs.set(numberX, { ...workNumbers.configs.get(numberX), ...set })
    return {}
  })
}

export const defaultConfigOf = ({ defaults }: WorkNumbers, poolKey: string): XConfig =>
  defaults.get(poolKey) ?? standardConfig

export const configOf = (workNumbers: WorkNumbers, poolKey: string, numberX: string): XConfig => ({
  ...defaultConfigOf(workNumbers, poolKey),
  ...workNumbers.configs.get(numberX),
})

/** The options of the number itself over those of its pool. */
export const getXConfig: Handler<typeof rows.getXConfig> = (input, ports) => {
  const { workNumbers } = ports.world
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  const numberX = input.numberX.reveal()
  return findOwned(workNumbers, input.poolKey, numberX)
    ? told(configOf(workNumbers, input.poolKey, numberX))
    : refusal('isv.NO_NOT_EXIST')
}

/** The options of the pool, for a number of its own only. */
export const getXDefaultConfig: Handler<typeof rows.getXDefaultConfig> = (input, ports) => {
  const { workNumbers } = ports.world
  const fault = messageFault(input, ports)
  if (fault) return refusal(fault)
  return findOwned(workNumbers, input.poolKey, input.numberX.reveal())
    ? told(defaultConfigOf(workNumbers, input.poolKey))
    : refusal('isv.NO_NOT_EXIST')
}

const told = ({ sequenceMode: _nobodyTells, ...config }: XConfig) => config

import type { Json } from '../../aliyun/contract/json.ts'
import { checkWish, readWish } from '../admin/wishes.ts'
import type { World } from '../world/world.ts'
import type { Telephony } from './telephony.ts'
import { type Traffic, trafficRules } from './traffic.ts'
import type { CallWish, MessageWish, NumberWish } from './wish.ts'

export type TelephonyAdminPorts = { readonly telephony: Telephony; readonly traffic: Traffic; readonly world: World }
type Action = (ports: TelephonyAdminPorts, body: string) => Json

// Every wish is checked by whom it is handed to; until then it is anything.

const receipts = ({ telephony, world }: TelephonyAdminPorts): Json => ({
  settings: { ...telephony.receipts.settings() },
  pushes: telephony.receipts.pushes.map((push) => ({ ...push, at: new Date(push.at).toISOString() })),
  dropped: telephony.receipts.dropped(),
  queues: Object.fromEntries(world.queues.names().map((name) => [name, world.queues.size(name)])),
})

/** The part of the admin door for calls, messages, numbers and receipts, by method and path. */
export const telephonyActions = (path: string): Readonly<Record<string, Action>> => ({
  [`POST ${path}/calls`]: ({ telephony }, body) => ({ ...telephony.call(readWish('a call', body) as CallWish) }),
  [`POST ${path}/messages`]: ({ telephony }, body) => ({
    ...telephony.message(readWish('a message', body) as MessageWish),
  }),
  [`POST ${path}/numbers`]: ({ telephony }, body) => {
    const wish = readWish('a number', body) as NumberWish
    telephony.setNumber(wish)
    return { ...wish }
  },
  [`GET ${path}/receipts`]: receipts,
  [`POST ${path}/receipts`]: ({ telephony }, body) => ({
    ...telephony.receipts.configure(readWish('the receipts', body) as object),
  }),
  [`POST ${path}/traffic`]: ({ traffic }, body) => {
    const wish = readWish('the traffic', body)
    checkWish('the traffic', trafficRules, wish)
    traffic.set((wish as { readonly callsPerMinute: number }).callsPerMinute)
    return { callsPerMinute: traffic.callsPerMinute() }
  },
  [`POST ${path}/queues/mischief`]: ({ telephony }, body) => {
    telephony.queueMischief(readWish('mischief at the queues', body) as never)
    return { mischief: telephony.queueImp.scripts().map((script) => ({ ...script })) }
  },
  [`DELETE ${path}/queues/mischief`]: ({ telephony }) => {
    telephony.queueImp.clear()
    return { mischief: [] }
  },
})

/** For the summary of the door. */
export const telephonyHelp = (path: string): Json => ({
  call: `POST ${path}/calls with {"from":"<caller>","to":"17000000001"}, and outcome, ringSeconds, talkSeconds, releasedBy, releaseCause, extension, carrierReports`,
  message: `POST ${path}/messages with {"from":"<caller>","to":"17000000001","text":"hello"}`,
  breakNumber: `POST ${path}/numbers with {"number":"17000000001","state":"abnormal"} or "normal"`,
  receipts: `GET ${path}/receipts; POST it with {"pushUrl":"http://127.0.0.1:4000/receipts/secret"}, and queue, batchSeconds, batchMost, duplicates, disorder, shapes`,
  traffic: `POST ${path}/traffic with {"callsPerMinute":6}, or 0 for none`,
  queues: `POST ${path}/queues/mischief with {"kind":"duplicate","times":3}; DELETE ends it`,
})

import type { Read } from './readers.ts'

const queueEntry =
  /^(?:default(?::(?<account>\d{1,20}))?|(?<name>Alicom-Queue-\d{1,20}-[A-Za-z]+(?:-[\w-]{1,100})?))(?:\*(?<consumers>\d{1,2}))?$/
const mostConsumers = 16

/** A queue by name, or the default ones of an account; and by how many each is read. */
export type QueueSetting = { readonly queue: string; readonly accountId: string | null; readonly consumers: number }

export const queueList = (text: string): Read<readonly QueueSetting[]> => {
  const entries = text.split(',').map((each) => {
    const {
      account = null,
      name = 'default',
      consumers = '1',
    } = queueEntry.exec(each.trim())?.groups ?? { consumers: '0' }
    return { queue: name, accountId: account, consumers: Number(consumers) }
  })
  return entries.every(({ consumers }) => consumers >= 1 && consumers <= mostConsumers)
    ? { value: entries }
    : {
        fault: `must be queue names like Alicom-Queue-1234567890123456-SecretReport, or default:1234567890123456 for the default queues of an account, separated by commas; *2 behind one for two readers, at most ${mostConsumers}`,
      }
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readReceipt } from '../../src/dypls/receipts/receipt.ts'
import { receiptTypes } from '../../src/dypls/receipts/rows.ts'
import { type Sandbox, seeded, seededPools, startSandbox } from '../../src/sandbox/sandbox.ts'
import { admin, ask, send } from './asking.ts'
import { queued, startReceiver } from './receiver.ts'

/** A call to an X number, as the platform would handle it and tell of it. */

const start = Date.parse('2026-11-28T12:00:00+08:00')
let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ clock: () => start, after: () => () => {} })
})
afterEach(() => sandbox.close())

const minute = 60_000
const { normal, extension } = seeded
const fromB = { from: normal.numberB, to: normal.numberX }
const fromA = { from: normal.numberA, to: normal.numberX }
const stranger = '13900009999'

const end = () => queued(sandbox, 'SecretReport')[0]

describe('a call that is answered', () => {
  it('is told of from its start to its end, to the second', () => {
    const { callId, subsId, putThrough } = sandbox.call({ ...fromB, ringSeconds: 5, talkSeconds: 60 })
    expect({ subsId, putThrough }).toEqual({ subsId: normal.subsId, putThrough: true })
    expect(queued(sandbox, 'SecretStartReport')).toMatchObject([
      {
        pool_key: seeded.poolKey,
        sub_id: Number(normal.subsId),
        call_id: callId,
        phone_no: normal.numberA,
        secret_no: normal.numberX,
        peer_no: normal.numberB,
        call_type: 1,
        call_time: '2026-11-28 12:00:00',
        unconnected_cause: 0,
        control_msg: 'OK',
      },
    ])
    expect(queued(sandbox, 'SecretRingReport')).toEqual([])
    sandbox.clock.advance(3_000)
    expect(queued(sandbox, 'SecretRingReport')).toMatchObject([{ call_id: callId, ring_time: '2026-11-28 12:00:02' }])
    sandbox.clock.advance(5_000)
    expect(queued(sandbox, 'SecretPickUpReport')).toMatchObject([{ start_time: '2026-11-28 12:00:08' }])
    expect(end()).toBeUndefined()
    sandbox.clock.advance(minute)
    expect(end()).toMatchObject({
      call_id: callId,
      call_out_time: '2026-11-28 12:00:01',
      ring_time: '2026-11-28 12:00:02',
      free_ring_time: '2026-11-28 12:00:03',
      start_time: '2026-11-28 12:00:08',
      release_time: '2026-11-28 12:01:08',
      release_dir: 1,
      release_cause: 16,
    })
  })

  it('has A as its first party whoever dials', () => {
    sandbox.call(fromA)
    expect(queued(sandbox, 'SecretStartReport')[0]).toMatchObject({
      phone_no: normal.numberA,
      peer_no: normal.numberB,
      call_type: 0,
    })
  })

  it('happens at once, in its order, when the clock leaps over it', () => {
    sandbox.call(fromB)
    sandbox.clock.advance(60 * minute)
    for (const type of ['SecretRingReport', 'SecretPickUpReport', 'SecretReport'] as const)
      expect(queued(sandbox, type)).toHaveLength(1)
  })

  it('goes without ringing and answering where the carrier tells of neither', () => {
    sandbox.call({ ...fromB, carrierReports: false })
    sandbox.clock.advance(minute)
    expect(queued(sandbox, 'SecretRingReport')).toEqual([])
    expect(queued(sandbox, 'SecretPickUpReport')).toEqual([])
    expect(end()).toMatchObject({ release_cause: 16 })
  })

  it('is recorded and transcribed minutes later where its binding says so, and then can be fetched', async () => {
    sandbox.world.changeBinding(normal.subsId, { recordingEnabled: true, transcriptEnabled: true })
    const { callId } = sandbox.call({ ...fromB, talkSeconds: 10 })
    sandbox.clock.advance(minute)
    expect(queued(sandbox, 'SecretRecording')).toEqual([])
    sandbox.clock.advance(2 * minute)
    expect(queued(sandbox, 'SecretRecording')).toMatchObject([{ call_id: callId, call_time: '2026-11-28 12:00:00' }])
    const { body } = await ask(sandbox, {
      action: 'QueryRecordFileDownloadUrl',
      params: { PoolKey: seeded.poolKey, CallId: callId, CallTime: '2026-11-28 12:00:00' },
    })
    expect(body).toMatchObject({ Code: 'OK', DownloadUrl: expect.stringContaining(callId) })
    sandbox.clock.advance(10 * minute)
    expect(queued(sandbox, 'SecretAsrReport')).toMatchObject([
      { callId, statusCode: '21050000', sentences: [{ text: '您好，您的快递到了。' }, {}] },
    ])
  })

  it('is not recorded where its binding does not', () => {
    sandbox.call(fromB)
    sandbox.clock.advance(30 * minute)
    expect(queued(sandbox, 'SecretRecording')).toEqual([])
    expect(queued(sandbox, 'SecretAsrReport')).toEqual([])
  })

  it('goes on when its binding ends', () => {
    sandbox.call(fromB)
    sandbox.world.bindings.delete(normal.subsId)
    sandbox.clock.advance(minute)
    expect(end()).toMatchObject({ release_cause: 16, sub_id: Number(normal.subsId) })
  })
})

describe('a call that is not answered', () => {
  it.each([
    ['busy', 17, 2, false],
    ['noAnswer', 19, 0, true],
    ['rejected', 21, 2, true],
    ['callerHangsUp', 16, 1, true],
    ['noResponse', 18, 0, false],
    ['unreachable', 20, 2, false],
    ['emptyNumber', 1, 2, false],
  ] as const)('%s ends with cause %d', (outcome, cause, by, rings) => {
    sandbox.call({ ...fromB, outcome })
    sandbox.clock.advance(2 * minute)
    const report = end()
    expect(report).toMatchObject({ release_cause: cause, release_dir: by, unconnected_cause: 0 })
    expect(report?.start_time).toBe(report?.release_time)
    expect(report?.free_ring_time !== report?.call_out_time).toBe(rings)
    expect(queued(sandbox, 'SecretRingReport')).toHaveLength(rings ? 1 : 0)
    expect(queued(sandbox, 'SecretPickUpReport')).toEqual([])
  })

  it('may end with any other cause, by whom it is told', () => {
    sandbox.call({ ...fromB, outcome: 'busy', releaseCause: 127, releasedBy: 'platform' })
    sandbox.clock.advance(minute)
    expect(end()).toMatchObject({ release_cause: 127, release_dir: 0 })
  })
})

describe('a call that the platform does not put through', () => {
  const refusal = (wish: Parameters<Sandbox['call']>[0]) => {
    const placed = sandbox.call(wish)
    sandbox.clock.advance(minute)
    expect(placed.putThrough).toBe(false)
    return end()
  }
  const blacklist = async (blackNo: string, BlackType: string, more: Record<string, string> = {}) => {
    const { body } = await ask(sandbox, {
      action: 'AddSecretBlacklist',
      params: { PoolKey: seeded.poolKey, BlackNo: blackNo, BlackType, ...more },
    })
    expect(body.Code).toBe('OK')
  }
  const intercepted = { call_type: 4, release_dir: 0, call_out_time: '2026-11-28 12:00:00' }

  it('comes from somebody without a binding', () => {
    const report = refusal({ from: stranger, to: normal.numberX })
    expect(report).toMatchObject({
      ...intercepted,
      unconnected_cause: 2,
      control_msg: 'NO_SUBS_EXIST',
      pool_key: seeded.poolKey,
      phone_no: stranger,
      peer_no: '',
    })
    expect(report).not.toHaveProperty('sub_id')
  })

  it('goes over a binding that has expired, or was ended', async () => {
    expect(refusal({ from: seeded.expired.numberB, to: seeded.expired.numberX })).toMatchObject({
      unconnected_cause: 2,
    })
    await ask(sandbox, {
      action: 'UnbindSubscription',
      params: { PoolKey: seeded.poolKey, SubsId: normal.subsId, SecretNo: normal.numberX },
    })
    expect(sandbox.call(fromB)).toMatchObject({ unconnectedCause: 2, subsId: null })
  })

  it('comes from a number that is blacklisted in the whole pool', async () => {
    await blacklist(normal.numberB, 'PARTNER_GLOBAL_NUMBER_BLACK')
    expect(refusal(fromB)).toMatchObject({ ...intercepted, unconnected_cause: 1, sub_id: Number(normal.subsId) })
    expect(sandbox.call(fromA)).toMatchObject({ putThrough: true })
  })

  it('is between a pair that is blacklisted, in the refused direction only', async () => {
    await blacklist(`${normal.numberA}:${normal.numberB}`, 'POINT_TO_POINT_BLACK', { WayControl: 'PHONEA_REJECT' })
    expect(refusal(fromB)).toMatchObject({ unconnected_cause: 1 })
    expect(sandbox.call(fromA)).toMatchObject({ putThrough: true })
    await ask(sandbox, {
      action: 'DeleteSecretBlacklist',
      params: {
        PoolKey: seeded.poolKey,
        BlackNo: `${normal.numberA}:${normal.numberB}`,
        BlackType: 'POINT_TO_POINT_BLACK',
      },
    })
    expect(sandbox.call(fromB)).toMatchObject({ putThrough: true })
  })

  it.each([
    ['CONTROL_AX_DISABLE', fromA, fromB],
    ['CONTROL_BX_DISABLE', fromB, fromA],
  ])('runs against the restriction %s', (callRestrict, forbidden, allowed) => {
    sandbox.world.changeBinding(normal.subsId, { callRestrict })
    expect(refusal(forbidden)).toMatchObject({ ...intercepted, unconnected_cause: 3 })
    expect(sandbox.call(allowed)).toMatchObject({ putThrough: true })
  })

  it('goes to an X number in trouble, while the one that was lent in its place works', async () => {
    const { reassigned } = seeded
    expect(refusal({ from: reassigned.numberB, to: reassigned.numberX })).toMatchObject({
      unconnected_cause: 4,
      release_dir: 0,
      release_cause: 27,
    })
    const { body } = await ask(sandbox, {
      params: { PoolKey: seeded.poolKey, SubsId: reassigned.subsId },
    })
    const { CalledNo } = body.SecretCallStatusDTO as { CalledNo: string }
    expect(sandbox.call({ from: reassigned.numberB, to: CalledNo })).toMatchObject({
      putThrough: true,
      subsId: reassigned.subsId,
    })
  })
})

describe('a call by kind of binding', () => {
  const expiresAt = start + 3_600_000
  const numberA = '13900007001'
  const numberB = '13900007002'

  it('reaches A from anybody over AXN, and from A reaches B or nobody', () => {
    const [one, other] = seededPools.axn.numbers
    const common = { poolKey: seededPools.axn.poolKey, kind: 'AXN' as const, numberA, expiresAt }
    sandbox.world.addBinding({ ...common, subsId: '71', numberX: one, numberB })
    sandbox.world.addBinding({ ...common, subsId: '72', numberX: other })
    expect(sandbox.call({ from: stranger, to: one })).toMatchObject({ called: '139****7001', putThrough: true })
    expect(sandbox.call({ from: numberA, to: one })).toMatchObject({ called: '139****7002', putThrough: true })
    expect(sandbox.call({ from: numberA, to: other })).toMatchObject({ called: null, unconnectedCause: 2 })
  })

  it('reaches A from the members of the group only over AXG', () => {
    const { poolKey, numbers, groupId, members } = seededPools.axg
    const [numberX] = numbers
    sandbox.world.addBinding({ subsId: '73', poolKey, kind: 'AXG', numberX, numberA, groupId, expiresAt })
    expect(sandbox.call({ from: members[0], to: numberX })).toMatchObject({ putThrough: true, subsId: '73' })
    expect(sandbox.call({ from: stranger, to: numberX })).toMatchObject({ unconnectedCause: 2 })
  })

  it('is asked for its extension, and reaches A with the right one only', () => {
    const to = extension.numberX
    const right = sandbox.call({ from: stranger, to, extension: extension.extension })
    expect(right).toMatchObject({ putThrough: true, subsId: extension.subsId })
    expect(sandbox.call({ from: stranger, to, extension: '999' })).toMatchObject({ unconnectedCause: 2 })
    expect(sandbox.call({ from: stranger, to })).toMatchObject({ unconnectedCause: 2 })
    sandbox.clock.advance(2 * minute)
    const [first, , last] = queued(sandbox, 'SecretReport').toSorted((a) => (a.call_id === right.callId ? -1 : 1))
    // Keying in takes its time.
    expect(first).toMatchObject({
      extension: '123',
      control_type: 'IVR',
      call_out_time: '2026-11-28 12:00:05',
    })
    expect(last).toMatchObject({ unconnected_cause: 2, control_type: 'IVR' })
  })
})

describe('a message to X', () => {
  it('is told of with its text and whom it was meant for', () => {
    const { id } = sandbox.message({ ...fromB, text: 'hello' })
    expect(queued(sandbox, 'SecretSmsIntercept')).toMatchObject([
      {
        id: Number(id),
        send_no: normal.numberB,
        secret_no: normal.numberX,
        receive_no: normal.numberA,
        sms_content: 'hello',
        sms_type: 1,
        sms_intercept_type: 'NORMAL',
      },
    ])
  })

  it('says why it went nowhere', () => {
    sandbox.message({ from: stranger, to: normal.numberX, text: 'hello' })
    expect(queued(sandbox, 'SecretSmsIntercept')).toMatchObject([
      { sms_intercept_type: 'SUBS_NOT_EXISTS', receive_no: '' },
    ])
  })
})

describe('an X number', () => {
  it('breaks and works again, which the queue alone tells', async () => {
    const receiver = await startReceiver()
    try {
      sandbox.receipts.configure({ pushUrl: receiver.url, batchSeconds: 0 })
      sandbox.setNumber({ number: normal.numberX, state: 'abnormal' })
      expect(sandbox.call(fromB)).toMatchObject({ unconnectedCause: 4 })
      sandbox.setNumber({ number: normal.numberX, state: 'normal' })
      expect(sandbox.call(fromB)).toMatchObject({ putThrough: true })
      expect(queued(sandbox, 'SecretExceptionPhoneReport')).toEqual(
        [0, 1].map((noStatus) => ({
          secretNo: normal.numberX,
          partnerKey: seeded.poolKey,
          noStatus,
          timestamp: start,
        })),
      )
      await sandbox.receipts.settled()
      expect(receiver.pushed.map(({ path }) => path)).not.toContain('/receipts/secret/SecretExceptionPhoneReport')
      expect(receiver.pushed.length).toBeGreaterThan(0)
    } finally {
      await receiver.close()
    }
  })
})

describe('everything that is told', () => {
  it('can be read by the rows of the contract, in the rarer spellings too', () => {
    sandbox.world.changeBinding(normal.subsId, { recordingEnabled: true, transcriptEnabled: true, outId: 'order-1' })
    for (const shapes of ['sample', 'other', 'mixed'] as const) {
      sandbox.receipts.configure({ shapes })
      sandbox.call(fromB)
      sandbox.call({ from: stranger, to: normal.numberX })
      sandbox.message({ ...fromB, text: 'hello' })
      sandbox.setNumber({ number: seeded.spares[0], state: 'abnormal' })
    }
    sandbox.clock.advance(60 * minute)
    for (const type of Object.keys(receiptTypes) as (keyof typeof receiptTypes)[])
      for (const item of queued(sandbox, type)) {
        const outcome = readReceipt(type, item, () => 'digest')
        expect(outcome).toMatchObject({ ok: true, receipt: { unread: [] } })
      }
    expect(queued(sandbox, 'SecretPickUpReport')[1]).toHaveProperty('ring_Time')
    expect(queued(sandbox, 'SecretRecording')[1]).toMatchObject({ call_time: start, subs_id: normal.subsId })
  })

  it('keeps the id of a binding beyond 2^53 exact', () => {
    const { numberB, numberX, subsId } = seeded.bigId
    sandbox.call({ from: numberB, to: numberX })
    expect(String(queued(sandbox, 'SecretStartReport')[0]?.sub_id)).toBe(subsId)
  })

  it('ends with a reset', () => {
    sandbox.call(fromB)
    sandbox.reset()
    sandbox.clock.advance(60 * minute)
    expect(queued(sandbox, 'SecretStartReport')).toEqual([])
    expect(end()).toBeUndefined()
  })
})

describe('the admin door', () => {
  it('dials, writes, breaks numbers and shows what became of it, real numbers masked', async () => {
    const call = await admin(sandbox, 'POST', '/calls', { ...fromB, outcome: 'busy' })
    expect(call).toMatchObject({ status: 200, body: { putThrough: true, called: '139****0001', releaseCause: 17 } })
    expect((await admin(sandbox, 'POST', '/messages', { ...fromB, text: 'hello' })).status).toBe(200)
    expect((await admin(sandbox, 'POST', '/numbers', { number: normal.numberX, state: 'abnormal' })).status).toBe(200)
    await admin(sandbox, 'POST', '/clock', { advanceMs: minute })
    const { body } = await admin(sandbox, 'GET', '/receipts')
    expect(body).toMatchObject({
      settings: { pushUrl: null, queue: true },
      queues: { 'Alicom-Queue-1000000000000001-SecretReport': 1 },
    })
  })

  it.each([
    [
      '/calls',
      'x',
      'a call must be an object with from, to, extension, outcome, ringSeconds, talkSeconds, releasedBy, releaseCause, carrierReports',
    ],
    ['/calls', { to: normal.numberX }, 'a call: from must be a phone number of digits only, as a text'],
    ['/calls', { ...fromB, from: 13900000101 }, 'a call: from must be a phone number of digits only, as a text'],
    ['/calls', { ...fromB, to: stranger }, 'a call: to must be an X number of this sandbox, such as 17000000091'],
    [
      '/calls',
      { ...fromB, colour: 1 },
      'a call takes from, to, extension, outcome, ringSeconds, talkSeconds, releasedBy, releaseCause, carrierReports, not colour',
    ],
    [
      '/calls',
      { ...fromB, outcome: 'lost' },
      'a call: outcome must be one of answered, noAnswer, rejected, callerHangsUp, busy, noResponse, unreachable, emptyNumber',
    ],
    ['/calls', { ...fromB, talkSeconds: -1 }, 'a call: talkSeconds must be a whole number from 1 to 86400'],
    ['/messages', { ...fromB }, 'a message: text must be a text of 1 to 1000 characters'],
    ['/numbers', { number: normal.numberX, state: 'odd' }, 'a number: state must be one of abnormal, normal'],
    [
      '/receipts',
      { pushUrl: 'http://example.com/x' },
      'the receipts: pushUrl must be null or an http URL of this machine, such as http://127.0.0.1:4000/receipts/secret',
    ],
    ['/receipts', { duplicates: 2 }, 'the receipts: duplicates must be a number from 0 to 1'],
    [
      '/queues/mischief',
      { kind: 'odd' },
      'mischief at the queues: kind must be one of duplicate, disorder, halfXml, emptyXml, junkBody, notBase64, emptyStorm, slow, handleExpired, throttle, tokenExpired, timeExpired, internalError',
    ],
  ])('refuses %s %j with one clear sentence', async (path, wish, error) => {
    expect(await admin(sandbox, 'POST', path, wish)).toMatchObject({ status: 400, body: { error } })
  })

  it('refuses what is no JSON', async () => {
    const { status, body } = await send(sandbox.url, { method: 'POST', path: '/_sandbox/calls', body: '{' })
    expect({ status, body }).toEqual({ status: 400, body: { error: 'a call must be written as JSON' } })
  })
})

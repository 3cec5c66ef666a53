import { describe, expect, it } from 'vitest'
import { phoneNumber } from '../../../src/dypls/terms/phone.ts'
import { createLog } from '../../../src/server/telemetry/log.ts'
import { withoutPersonalData } from '../../../src/server/telemetry/redact.ts'

const logged = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = []
  write(createLog('trace', { write: (line) => lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('is one JSON object a line with time and level', () => {
    expect(JSON.parse(logged((log) => log.info({ action: 'QueryCallStatus' }, 'upstream call')))).toMatchObject({
      level: 30,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      action: 'QueryCallStatus',
      msg: 'upstream call',
    })
  })

  it('takes secrets out by the name of their field', () => {
    const line = logged((log) =>
      log.warn({ key: { accessKeySecret: 's3cret' }, headers: { authorization: 's3cret' }, variables: 's3cret' }, 'x'),
    )
    expect(line).not.toContain('s3cret')
    expect(line).toContain('[redacted]')
  })

  it('masks whatever looks like a mobile number or an access key id', () => {
    expect(withoutPersonalData('call 13900000001, +8613900000001 or "13900000001" with LTAI0123456789abcdef')).toBe(
      'call 139****0001, 139****0001 or "139****0001" with LTAI****',
    )
    expect(withoutPersonalData('tel-13900000001 008613900000001 057180000001')).toBe(
      'tel-139****0001 139****0001 0571****01',
    )
    expect(withoutPersonalData('id 1000000000000001 at 1700000000000')).toBe('id 1000000000000001 at 1700000000000')
  })

  it('masks numbers inside error messages and stacks', () => {
    expect(logged((log) => log.error({ err: new Error('no route to 13900000001') }, 'x'))).not.toContain('13900000001')
  })

  it('masks a PhoneNumber by its type', () => {
    expect(logged((log) => log.info({ number: phoneNumber('02012345678') }, 'x'))).toContain('020****78')
  })
})

import { describe, expect, it } from 'vitest'
import { type ChainLink, chainedCredentials, staticCredentials } from '../../../src/aliyun/signing/credentials.ts'

const chain = (answers: readonly (object | Error)[], clock: { time: number }) => {
  let asked = 0
  let loaded = 0
  const link: ChainLink = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)]
    if (answer instanceof Error) throw answer
    return answer as object
  }
  const credentials = chainedCredentials(
    async () => {
      loaded++
      return link
    },
    () => clock.time,
  )
  return { credentials, asked: () => asked, loaded: () => loaded }
}

const key = (name: string) => ({ accessKeyId: name, accessKeySecret: `${name}-secret`, securityToken: `${name}-token` })

describe('credentials', () => {
  it('of the environment are there at once', () => {
    expect(staticCredentials(key('static')).current()).toMatchObject({ accessKeyId: 'static' })
  })

  it('of the chain are loaded only when used', async () => {
    const { credentials, loaded, asked } = chain([key('first')], { time: 0 })
    expect([loaded(), asked()]).toEqual([0, 0])
    await credentials.current()
    expect([loaded(), asked()]).toEqual([1, 1])
  })

  it('of the chain are asked for once by many at the same time', async () => {
    const { credentials, asked } = chain([key('first')], { time: 0 })
    const all = await Promise.all(Array.from({ length: 20 }, () => credentials.current()))
    expect(asked()).toBe(1)
    expect(new Set(all).size).toBe(1)
  })

  it('of the chain are renewed while the old ones are still good', async () => {
    const clock = { time: 0 }
    const { credentials, asked } = chain([key('first'), key('second')], clock)
    expect(await credentials.current()).toMatchObject({ accessKeyId: 'first' })
    clock.time = 29_999
    expect(await credentials.current()).toMatchObject({ accessKeyId: 'first' })
    clock.time = 30_000
    expect(await credentials.current()).toMatchObject({ accessKeyId: 'second' })
    expect(asked()).toBe(2)
  })

  it('stay the older ones when renewing fails', async () => {
    const clock = { time: 0 }
    const { credentials } = chain([key('first'), new Error('metadata is down')], clock)
    await credentials.current()
    clock.time = 60_000
    expect(await credentials.current()).toMatchObject({ accessKeyId: 'first' })
  })

  it('that nobody has are a failure with a reason, not an exception, and hide the chain’s own words', async () => {
    const { credentials } = chain([new Error('secret-path/of/the/chain')], { time: 0 })
    const failure = await credentials.current()
    expect(failure).toMatchObject({ kind: 'unreachable', code: 'CREDENTIALS_UNAVAILABLE', ran: 'no' })
    expect(JSON.stringify(failure)).not.toContain('secret-path')
  })
})

import { expect, it } from 'vitest'
import { newNonce, soon } from '../../src/ambient/ambient.ts'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('runs what became ready in one turn of the event loop together, in order, before what it is followed by', async () => {
  const seen: string[] = []
  soon(() => {
    seen.push('first')
    queueMicrotask(() => seen.push('what follows from the first'))
    soon(() => seen.push('what became ready meanwhile'))
  })
  soon(() => seen.push('second'))
  expect(seen).toEqual([])
  await turn()
  expect(seen).toEqual(['first', 'second', 'what follows from the first'])
  await turn()
  expect(seen.at(-1)).toBe('what became ready meanwhile')
})

it('makes nonces of 128 bits that never come twice', () => {
  const nonces = Array.from({ length: 10_000 }, newNonce)
  expect(new Set(nonces).size).toBe(nonces.length)
  for (const nonce of nonces) expect(nonce).toMatch(/^[\da-f]{32}$/)
})

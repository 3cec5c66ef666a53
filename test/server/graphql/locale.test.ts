import { expect, it } from 'vitest'
import { preferredLocale } from '../../../src/server/graphql/locale.ts'

it.each([
  [null, 'en'],
  ['', 'en'],
  ['zh', 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr, zh;q=0.1', 'zh'],
  ['zh;q=0', 'en'],
  ['zh;q=x, ;;,,', 'en'],
  ['ZH-hans', 'zh'],
])('%o means %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale)
})

import type { Locale } from '../../graph/request/context.ts'

/** English unless `Accept-Language` prefers Chinese (`zh`, `zh-CN;q=0.9` …). Unreadable parts count for nothing. */
export const preferredLocale = (acceptLanguage: string | null): Locale => {
  if (acceptLanguage === null) return 'en'
  const weight = { en: 0, zh: 0 }
  for (const part of acceptLanguage.slice(0, 512).split(',')) {
    const [, language, quality] = /^\s*(en|zh)(?:-[\w-]+)?\s*(?:;\s*q=(0(?:\.\d+)?|1(?:\.0+)?))?\s*$/i.exec(part) ?? []
    const locale = language?.toLowerCase()
    if (locale === 'en' || locale === 'zh') weight[locale] = Math.max(weight[locale], Number(quality ?? 1))
  }
  return weight.zh > weight.en ? 'zh' : 'en'
}

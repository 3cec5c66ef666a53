import { type AuthWay, type Setting, settings } from './settings.ts'

/** How callers prove who they are. `open` asks for no proof; it excludes the other two. */
export type Auth = {
  readonly open: boolean
  /** Null when API keys are not taken. The text is behind a function, so that printing a Config prints no key. */
  readonly keys: { readonly file: string } | { readonly text: () => string } | null
  readonly jwt: { readonly issuer: string; readonly audience: string; readonly jwksUrl: URL } | null
}

/** What each way needs beside it, and nothing else may have. */
const needs: readonly (readonly [AuthWay, Setting<unknown>])[] = [
  ['keys', settings.apiKeys],
  ['jwt', settings.jwtIssuer],
  ['jwt', settings.jwtAudience],
  ['jwt', settings.jwksUrl],
]

/** Reads who may ask. Null with `faults` added when that is not said well enough to start. */
export const readAuth = (
  given: (name: string) => string | undefined,
  upstream: 'aliyun' | 'sandbox',
  faults: string[],
): Auth | null => {
  const before = faults.length
  const told = given(settings.auth.env)
  if (!told && upstream === 'aliyun') {
    faults.push(
      'DYPLS_AUTH is missing: with real credentials somebody must say who may ask (keys, jwt, keys,jwt, or open for everybody)',
    )
    return null
  }
  const ways = settings.auth.read(told ?? 'open')
  if ('fault' in ways) {
    faults.push(`DYPLS_AUTH ${ways.fault}`)
    return null
  }
  for (const [way, { env, read }] of needs) {
    const text = given(env)
    const wanted = ways.value.has(way)
    if (wanted && !text) faults.push(`${env} is missing beside DYPLS_AUTH=${told}`)
    if (!wanted && text) faults.push(`${env} needs DYPLS_AUTH=${way}`)
    const checked = text ? read(text) : null
    if (checked && 'fault' in checked) faults.push(`${env} ${checked.fault}`)
  }
  if (faults.length > before) return null
  const text = (setting: Setting<unknown>): string => given(setting.env) ?? ''
  const keys = text(settings.apiKeys)
  return {
    open: ways.value.has('open'),
    keys: keys === '' ? null : keys.startsWith('{') ? { text: () => keys } : { file: keys },
    jwt: ways.value.has('jwt')
      ? {
          issuer: text(settings.jwtIssuer),
          audience: text(settings.jwtAudience),
          jwksUrl: new URL(text(settings.jwksUrl)),
        }
      : null,
  }
}

import { isLoopback } from '../ground/loopback.ts'

/** The value that a text stands for, or what is wrong with it ("must be …"). */
export type Read<T> = { readonly value: T } | { readonly fault: string }

export const integerBetween =
  (least: number, most: number) =>
  (text: string): Read<number> =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
      ? { value: Number(text) }
      : { fault: `must be a whole number from ${least} to ${most}` }

export const oneOf = <const T extends string>(...choices: readonly T[]) => {
  const known: readonly string[] = choices
  return (text: string): Read<T> =>
    known.includes(text) ? { value: text as T } : { fault: `must be one of ${choices.join(', ')}` }
}

export const hostName = (text: string): Read<string> =>
  /^[\w.:-]{1,253}$/.test(text) ? { value: text } : { fault: 'must be an address or a host name, without port' }

export const endpointUrl = (text: string): Read<URL> => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) return { fault: 'must be a URL such as https://dyplsapi.aliyuncs.com' }
  if (url.username || url.password || url.pathname !== '/' || url.search || url.hash)
    return { fault: 'must be scheme and host only: no user, path or query' }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { fault: 'must be https (http only for loopback)' }
  return { value: url }
}

export const ratesByAction = (text: string): Read<ReadonlyMap<string, number>> => {
  const pairs = text.split(',').map((pair) => /^\s*([A-Za-z0-9]+|\*)\s*=\s*(\d{1,6})\s*$/.exec(pair))
  const rates = pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])] as const)
  return rates.every(([action, rate]) => action !== '' && rate >= 1)
    ? { value: new Map(rates) }
    : { fault: 'must be pairs like QueryCallStatus=200,*=50' }
}

export type AuthWay = 'keys' | 'jwt' | 'open'
export const authWays = (text: string): Read<ReadonlySet<AuthWay>> =>
  ['open', 'keys', 'jwt', 'keys,jwt', 'jwt,keys'].includes(text)
    ? { value: new Set(text.split(',') as AuthWay[]) }
    : { fault: 'must be keys, jwt, keys,jwt or open' }

export const webUrl = (text: string): Read<URL> => {
  const url = URL.canParse(text) ? new URL(text) : null
  const sure = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  return url && sure ? { value: url } : { fault: 'must be an https URL (http only for loopback)' }
}

export const hostList = (text: string): Read<ReadonlySet<string>> => {
  const hosts = text.split(',').map((each) => each.trim().toLowerCase())
  return hosts.every((host) => /^[\w.-]{1,253}(?::\d{1,5})?$/.test(host))
    ? { value: new Set(hosts) }
    : { fault: 'must be host names like graph.example.com, separated by commas' }
}

export const anyText = (text: string): Read<string> =>
  /^[^\p{C}]{1,1024}$/u.test(text) ? { value: text } : { fault: 'must be a text of at most 1024 characters' }

/** A file, or the JSON that would be in it: some platforms hand out secrets as variables only. */
export const fileOrJson = (text: string): Read<string> =>
  text.startsWith('{') && text.length <= 131_072
    ? { value: text }
    : 'value' in anyText(text)
      ? { value: text }
      : { fault: 'must name a file, or be its JSON of at most 128 KB' }

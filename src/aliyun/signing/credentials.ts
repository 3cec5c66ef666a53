import { type Unreachable, unreachable } from '../failure.ts'
import { type AccessKey, type Credential, createCredential } from './signature.ts'

/** Where the access key comes from. A failure is a value: the server starts and says what is wrong per call. */
export type Credentials = {
  readonly current: () => Credential | Unreachable | Promise<Credential | Unreachable>
  /** The upstream says the token has expired: the next `current` asks its source again. */
  readonly renew: () => void
}

export const staticCredentials = (key: AccessKey): Credentials => {
  const credential = createCredential(key)
  return { current: () => credential, renew: () => {} }
}

/** What any provider of the official chain answers. */
export type ChainLink = () => Promise<{ accessKeyId?: string; accessKeySecret?: string; securityToken?: string }>

/**
 * The official default chain: OIDC, CLI and profile files, ECS RAM role, credentials URI. Its providers renew a session
 * well before it ends (15 minutes for most), so asking again every half minute is always in time; askers are merged.
 */
export const chainedCredentials = (link: () => Promise<ChainLink>, now: () => number): Credentials => {
  const freshMs = 30_000
  let ask: ChainLink | null = null
  let cached: { key: string; credential: Credential; until: number } | null = null
  let asking: Promise<Credential | Unreachable> | null = null

  const refresh = async (): Promise<Credential | Unreachable> => {
    try {
      ask ??= await link()
      const { accessKeyId, accessKeySecret, securityToken } = await ask()
      if (!accessKeyId || !accessKeySecret) return unavailable
      const key = `${accessKeyId}\n${accessKeySecret}\n${securityToken ?? ''}`
      const credential =
        cached?.key === key
          ? cached.credential
          : createCredential({ accessKeyId, accessKeySecret, securityToken: securityToken || undefined })
      cached = { key, credential, until: now() + freshMs }
      return credential
    } catch {
      // The chain's own message can hold URLs and file contents, so it stays here. An older key may still be good.
      return cached?.credential ?? unavailable
    } finally {
      asking = null
    }
  }

  return {
    current: () => {
      if (cached && now() < cached.until) return cached.credential
      asking ??= refresh()
      return asking
    },
    renew: () => {
      if (cached) cached.until = 0
    },
  }
}

const unavailable = unreachable('CREDENTIALS_UNAVAILABLE', 'no provider of the credential chain gave an access key', {
  ran: 'no',
})

/** Loads `@alicloud/credentials` on first use: most deployments set an access key and never need it. */
export const officialChain = async (): Promise<ChainLink> => {
  const module = await import('@alicloud/credentials')
  // A CommonJS package with a `default` export of its own arrives wrapped twice.
  const wrapped = module.default as unknown as { default?: new () => { getCredential: ChainLink } }
  const Chain = wrapped.default ?? (module.default as unknown as new () => { getCredential: ChainLink })
  const chain = new Chain()
  return () => chain.getCredential()
}

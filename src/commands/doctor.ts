import { saysMissing } from '../aliyun/call-path/missing.ts'
import { never } from '../aliyun/cancellation.ts'
import { at, type Json, parseJson } from '../aliyun/contract/json.ts'
import { encodeParams } from '../aliyun/contract/operation.ts'
import { classify } from '../aliyun/exchange/classify.ts'
import { createTransport, type WireAnswer } from '../aliyun/exchange/transport.ts'
import type { Unreachable } from '../aliyun/failure.ts'
import type { Credential } from '../aliyun/signing/access-key.ts'
import { chainedCredentials, officialChain, staticCredentials } from '../aliyun/signing/credentials.ts'
import { explainMismatch, type Mismatch } from '../aliyun/signing/mismatch.ts'
import type { SignedRequest } from '../aliyun/signing/request.ts'
import { signers } from '../aliyun/signing/signers.ts'
import { after, newNonce, now, soon } from '../ambient/ambient.ts'
import { type Config, ConfigError, type Env, readConfig } from '../config/config.ts'
import { queryCallStatus } from '../dypls/calls.ts'
import { product } from '../dypls/product.ts'
import { explain } from '../dypls/rejections/catalogue.ts'

/**
 * Checks, in order: settings, credentials, reach and clock of the endpoint, one signed call. Each prints one line, what
 * failed says what to do; gives the exit code (78 for settings, as the server does). The call asks for a binding that cannot exist, so it changes nothing and names no person.
 */
export const examine = async (env: Env, print: (line: string) => void): Promise<number> => {
  // Who may ask the server is another question than whether it may ask the upstream.
  const config = settingsOf({ DYPLS_AUTH: 'open', ...env })
  if (config instanceof ConfigError) {
    print(`FAIL  settings     ${config.message}`)
    return ConfigError.exitCode
  }
  return (await examineUpstream(config, print)) ? 0 : 1
}

const examineUpstream = async (config: Config, print: (line: string) => void): Promise<boolean> => {
  const good = (what: string, detail: string): void => print(`ok    ${what.padEnd(12)} ${detail}`)
  const bad = (what: string, detail: string): false => {
    print(`FAIL  ${what.padEnd(12)} ${detail}`)
    return false
  }

  good('settings', `upstream ${config.upstream}, signature ${config.signature}, deadline ${config.timeoutMs} ms`)

  for (const warning of config.warnings) print(`warn  ${'settings'.padEnd(12)} ${warning}`)
  const { fine, detail } = await (await import('./store.ts')).examineStore(config)
  // With the sandbox nobody asked for a store; where the optional package is missing, there is none, and that is no fault.
  const storeFine = fine || config.store.byDefault
  if (storeFine) good('store', detail)
  else bad('store', detail)
  if (config.receiptsSecrets && config.store.source === null)
    bad('receipts', 'DYPLS_RECEIPTS_SECRET opens the door for pushes, and without DYPLS_STORE each is answered 503')

  const sandbox = config.upstream === 'sandbox' ? await (await import('../sandbox/sandbox.ts')).startSandbox() : null
  const endpoint = sandbox ? new URL(sandbox.url) : config.endpoint
  const transport = createTransport({ endpoint, connections: 1, now, after, soon })
  try {
    const accessKey = sandbox ? () => sandbox.accessKey : config.accessKey
    const credentials = accessKey ? staticCredentials(accessKey()) : chainedCredentials(officialChain, now)
    const credential = await credentials.current()
    if ('kind' in credential)
      return bad('credentials', `${credential.reason}: set ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET`)
    good(
      'credentials',
      accessKey ? (sandbox ? 'the sandbox’s own' : 'from the environment') : 'from the official chain',
    )

    const send = async (): Promise<Exchange> => {
      const request = testCall(config, endpoint, credential)
      const bounds = { timeoutMs: config.timeoutMs, maxBytes: 65_536, cancellation: never }
      return { request, answer: await transport.send(request, bounds) }
    }
    const { request, answer, unknown } = await settledOnce(send)
    if ('kind' in answer) return bad('endpoint', `${endpoint.origin}: ${answer.reason} (${answer.code})`)
    good('endpoint', `${endpoint.origin} answers`)

    const skewSeconds = clockSkew(answer)
    const clockFine = skewSeconds === null || Math.abs(skewSeconds) < 300
    if (skewSeconds === null) good('clock', 'the endpoint sends no Date header, so it could not be compared')
    else if (clockFine) good('clock', `within ${Math.abs(skewSeconds)} s of the endpoint’s`)
    else
      bad(
        'clock',
        `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? 'ahead' : 'behind'}: signatures expire at 900 s. Start a time service (NTP)`,
      )

    if (unknown === 0) return signedCall(config, request, answer, good, bad) && clockFine && storeFine
    const { action } = queryCallStatus
    if (unknown === times)
      return bad(
        'served',
        `the gateway said ${times} times in a row that it knows no ${action}: the server answers OperationUnavailableError and asks anew by single probes, after 10 s and then at pauses of up to 10 minutes`,
      )
    good('served', `the gateway knew no ${action} ${unknown === 1 ? 'once' : 'twice'} and then did; the server asks on`)
    return signedCall(config, request, answer, good, bad) && clockFine && storeFine
  } finally {
    await transport.close()
    await sandbox?.close()
  }
}

type Exchange = { readonly request: SignedRequest; readonly answer: WireAnswer | Unreachable }

/** As the server does, a "no such operation" is believed after so many in a row. */
const times = 3

/** The first exchange that says something else, or the last; and how many said that the operation is unknown. */
const settledOnce = async (send: () => Promise<Exchange>): Promise<Exchange & { readonly unknown: number }> => {
  for (let unknown = 0; ; unknown++) {
    const exchange = await send()
    const known = !isUnknown(exchange)
    if (known || unknown + 1 === times) return { ...exchange, unknown: known ? unknown : times }
  }
}

const isUnknown = ({ answer }: Exchange): boolean => {
  if ('kind' in answer) return false
  const outcome = classify(queryCallStatus, answer)
  return !outcome.ok && saysMissing(outcome.failure)
}

const settingsOf = (env: Env): Config | ConfigError => {
  try {
    return readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

const testCall = (config: Config, endpoint: URL, credential: Credential): SignedRequest =>
  signers[config.signature](
    {
      method: 'POST',
      host: endpoint.host,
      action: queryCallStatus.action,
      version: product.version,
      // Characters that encoders disagree on, so that a wrong encoding on the way shows.
      params: encodeParams(queryCallStatus, { poolKey: 'doctor *~+/', subsId: '0' }),
      nonce: newNonce(),
      at: new Date(now()),
    },
    credential,
  )

const clockSkew = ({ headers }: WireAnswer): number | null => {
  const theirs = Date.parse(headers().date ?? '')
  return Number.isNaN(theirs) ? null : Math.round((now() - theirs) / 1_000)
}

const expectedRefusals: ReadonlySet<string> = new Set([
  'isv.PARTNER_NOT_EXIST',
  'isv.POOLKEY_NOT_EXISTS',
  'isv.SUBS_NOT_EXIST',
  'isv.ILLEGAL_ARGUMENT',
  'isv.INVALID_PARAMETERS',
])

/** A business refusal of the made-up binding proves that key, signature and permission are fine. */
const signedCall = (
  { signature }: Config,
  { signedText }: SignedRequest,
  answer: WireAnswer,
  good: (what: string, detail: string) => void,
  bad: (what: string, detail: string) => false,
): boolean => {
  const outcome = classify(queryCallStatus, answer)
  if (outcome.ok) {
    good('signed call', 'answered')
    return true
  }
  const { failure } = outcome
  if (failure.kind !== 'rejected') return bad('signed call', `${failure.reason} (${failure.code})`)
  const { meaning, fix } = explain(failure.code, failure.httpStatus)
  const told = `${failure.code}, request id ${failure.requestId ?? 'none'}`
  if (failure.code === 'SignatureDoesNotMatch')
    return bad('signed call', `${told}: ${words(explainMismatch(signature, signedText, messageOf(answer)))}`)
  if (expectedRefusals.has(failure.code)) {
    good('signed call', `key and signature accepted (${told}, as it should be for a made-up binding)`)
    return true
  }
  return bad('signed call', `${told}: ${meaning.en} ${fix.en}`)
}

const messageOf = ({ body }: WireAnswer): string => {
  const message: Json | undefined = at(parseJson(body), ['Message'])
  return typeof message === 'string' ? message : ''
}

const words = (mismatch: Mismatch): string => {
  if (mismatch.kind === 'wrong-secret')
    return 'the gateway signed the very same text, so the secret does not belong to this access key id (look for blanks around it)'
  if (mismatch.kind === 'not-told') return 'the gateway did not say what it signed; check the secret first'
  return `something changed the request on the way (a proxy?). First difference, ${mismatch.place}: we signed "${mismatch.ours}", the gateway "${mismatch.theirs}"`
}

import { maskLook, numberLooks } from '../../dypls/terms/phone.ts'

/**
 * The last filter: takes out whatever looks like a phone number or a secret, wherever it stands. Nothing should ever come
 * this far (numbers mask themselves by type, secrets are not handed to the log), so what it finds is counted.
 */
export type Redaction = 'number' | 'access-key' | 'signature' | 'authorization' | 'api-key' | 'token'

type Rule = {
  readonly kind: Redaction
  readonly pattern: RegExp
  /** What stands there afterwards, from the match and its groups. */
  readonly shown: (found: string, ...groups: (string | undefined)[]) => string
}

/** In this order: what is inside a secret is gone before it is looked at for numbers. */
const rules: readonly Rule[] = [
  {
    kind: 'authorization',
    pattern: /(\b(?:proxy-)?authorization["']?\s*[:=]\s*["']?)(?!\[redacted\])[^"'\r\n\\]{4,}/gi,
    shown: (_found, name) => `${name}[redacted]`,
  },
  {
    kind: 'authorization',
    pattern: /\b(bearer|basic)\s+[\w.~+/-]{8,}=*/gi,
    shown: (_found, scheme) => `${scheme} [redacted]`,
  },
  {
    kind: 'signature',
    pattern: /(\bsignature["']?\s*[:=]\s*["']?)[\w%+/=-]{16,}/gi,
    shown: (_found, name) => `${name}[redacted]`,
  },
  {
    kind: 'access-key',
    pattern:
      /(\b(?:access[_-]?key[_-]?secret|(?:sts|security)[_-]?token)["']?\s*[:=]\s*["']?)(?!\[redacted\])[^\s"'&,;\\]{8,}/gi,
    shown: (_found, name) => `${name}[redacted]`,
  },
  // The path of the platform's pushes is their only secret.
  {
    kind: 'token',
    pattern: /(\/receipts\/)[\w.~%-]{16,256}(?=\/[A-Za-z])/g,
    shown: (_found, path) => `${path}[redacted]`,
  },
  { kind: 'access-key', pattern: /\bLTAI\w{8,}/g, shown: () => 'LTAI****' },
  { kind: 'access-key', pattern: /\bSTS\.\w{8,}/g, shown: () => 'STS.****' },
  { kind: 'api-key', pattern: /\bdpk_[\w-]{16,}/g, shown: () => 'dpk_****' },
  { kind: 'token', pattern: /\beyJ[\w-]{5,512}\.[\w-]{5,16384}\.[\w-]*/g, shown: () => 'eyJ****' },
  {
    kind: 'number',
    pattern: numberLooks,
    shown: maskLook,
  },
]

/** Most lines hold nothing of the kind, and one look says so. */
const suspicious =
  /\d{7}|\d{3}[-. \u00a0)]{1,2}\d{3,4}|LTAI|STS\.|dpk_|eyJ|authorization|bearer|basic|signature|secret|token|\/receipts\//i

/** Masks what looks like a phone number, a key, a token or a signature, and tells of what kind each thing found was. */
export const createRedactor =
  (count: (kind: Redaction) => void = () => {}): ((text: string) => string) =>
  (text) => {
    if (!suspicious.test(text)) return text
    let clean = text
    for (const { kind, pattern, shown } of rules) {
      clean = clean.replace(pattern, (found: string, ...groups: (string | undefined)[]) => {
        const kept = shown(found, ...groups)
        if (kept !== found) count(kind)
        return kept
      })
    }
    return clean
  }

export const withoutPersonalData = createRedactor()

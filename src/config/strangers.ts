import { ourNames } from './settings.ts'

/**
 * Names that begin like ours and are no settings. A platform and an embedder may add their own, so only what looks like a
 * setting that was misspelt keeps the server from starting.
 */
export type Strangers = {
  /** One sentence for each that is close to a setting. */
  readonly faults: readonly string[]
  /** All others, in one sentence; none where there are none. Never a value, which may be a secret. */
  readonly warnings: readonly string[]
}

const prefix = 'DYPLS_'

/** Looks at names alone, except where a setting of ours could have the name of a link. */
export const strangersIn = (env: Readonly<Record<string, string | undefined>>): Strangers => {
  const names = Object.keys(env).filter(
    (name) =>
      name.startsWith(prefix) && env[name] !== undefined && !ourNames.has(name) && !isServiceLink(name, env[name]),
  )
  const faults = names.flatMap((name) => {
    const meant = nearest(name)
    return meant ? [`${shown(name)} is no setting of this program: did you mean ${meant}?`] : []
  })
  const others = names.filter((name) => nearest(name) === null)
  const more = others.length > mostNamed ? ` and ${others.length - mostNamed} more` : ''
  return {
    faults,
    warnings:
      others.length > 0
        ? [`not a setting of this program, and ignored: ${others.slice(0, mostNamed).map(shown).join(', ')}${more}`]
        : [],
  }
}

const mostNamed = 10

const shown = (name: string): string => name.replace(/[^\w.-]/g, '?').slice(0, 80)

/**
 * What Kubernetes, and Docker's links before it, tell every container of a service: a service `dypls` in the same namespace
 * is `DYPLS_PORT=tcp://…` here (kubernetes.io, "Accessing the Service", environment variables).
 */
const isServiceLink = (name: string, value: string): boolean => linkName.test(name) || linkPort.test(`${name}=${value}`)
const linkName = /_SERVICE_(?:HOST|PORT(?:_\w+)?)$|_PORT_\d{1,5}_(?:TCP|UDP|SCTP)(?:_(?:ADDR|PORT|PROTO))?$/
const linkPort = /_PORT=(?:tcp|udp|sctp):\/\//i

/** The setting that was meant, or null. `DYPLS_PORT` is meant for `PORT`, `DYPLS_TIMEOUT` for `DYPLS_TIMEOUT_MS`. */
const nearest = (name: string): string | null => {
  const word = name.slice(prefix.length)
  let best: { readonly setting: string; readonly distance: number } | null = null
  for (const setting of ourNames) {
    const meant = setting.startsWith(prefix) ? setting.slice(prefix.length) : setting
    const distance = distanceOf(word, meant)
    if (distance !== null && (best === null || distance < best.distance)) best = { setting, distance }
  }
  return best?.setting ?? null
}

/** Null where two words are too far from each other for one to be the other misspelt. */
const distanceOf = (word: string, meant: string): number | null => {
  // Its last part was forgotten.
  if (meant.startsWith(`${word}_`) && word.length * 2 >= meant.length) return 1
  const most = word.length >= 6 ? 2 : 1
  if (Math.abs(word.length - meant.length) > most) return null
  const distance = edits(word, meant)
  return distance <= most ? distance : null
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
const edits = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)]
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0
  for (let row = 1; row <= a.length; row++) {
    rows[row] = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      const least = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same)
      rows[row]?.push(swapped ? Math.min(least, at(row - 2, column - 2) + 1) : least)
    }
  }
  return at(a.length, b.length)
}

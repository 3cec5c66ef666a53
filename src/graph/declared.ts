import type { Scope } from './viewer.ts'

/**
 * What a field or type declares about itself, beside its description. It is kept in `extensions.declared` and read before
 * anything is executed: who may select it and what it costs. A type's `access` holds for every field without its own.
 */
export type Declared = {
  /** Any one of these scopes opens it; `anyone` needs none beyond being admitted. */
  readonly access?: 'anyone' | readonly Scope[]
  /** Upstream calls that one selection of the field makes; none when left out. */
  readonly upstreamCalls?: Count
  /** How many items a list can have at most: what is selected below it counts that often. */
  readonly listSize?: Count
}

/** A number, or how it follows from the field's arguments (coerced, so defaults are in them). */
export type Count = number | ((args: Readonly<Record<string, unknown>>) => number)

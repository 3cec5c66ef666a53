import type { Scope } from '../request/viewer.ts'

/** Who may select something: a viewer with any one of these scopes. `anyone` needs none beyond being admitted. */
export type Access = 'anyone' | readonly Scope[]

/**
 * What a field or type declares about itself, beside its description. It is kept in `extensions.declared` and read before
 * anything is executed: who may select it and what it costs. A type's `access` holds for every field without its own.
 */
export type Declared = {
  readonly access?: Access
  /** Upstream calls that one selection of the field makes; none when left out. */
  readonly upstreamCalls?: Count
  /**
   * How many items a list can have at most: what is selected below it counts that often. A field whose answer holds a
   * page declares the size of the page itself, since the list inside does not know the arguments.
   */
  readonly listSize?: Count
}

/** A number, or how it follows from the field's arguments (coerced, so defaults are in them). */
export type Count = number | ((args: Readonly<Record<string, unknown>>) => number)

/** How many operations each caller has under way. A caller with none is not remembered. */
export type InFlight = {
  /** Gives the way to leave; null when all places are taken. */
  readonly enter: (who: string) => (() => void) | null
}

export const createInFlight = (most: number): InFlight => {
  const taken = new Map<string, number>()
  return {
    enter: (who) => {
      const before = taken.get(who) ?? 0
      if (before >= most) return null
      taken.set(who, before + 1)
      return () => {
        const left = (taken.get(who) ?? 1) - 1
        if (left > 0) taken.set(who, left)
        else taken.delete(who)
      }
    },
  }
}

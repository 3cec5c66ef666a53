import type { Soon } from '../ground/time.ts'

/** Collects what became ready in this turn of the event loop; `schedule` runs it all at the turn's end. */
export const createSoon = (schedule: (act: () => void) => void): Soon => {
  let ready: (() => void)[] = []

  const soon: Soon = (act) => {
    if (ready.push(act) === 1) schedule(runReady)
  }

  const runReady = (): void => {
    const acts = ready
    ready = []
    let next = 0
    try {
      while (next < acts.length) acts[next++]?.()
    } finally {
      // None should throw; after one that does, the rest still run.
      for (const act of acts.slice(next)) soon(act)
    }
  }

  return soon
}

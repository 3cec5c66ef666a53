import type { Plugin } from 'graphql-yoga'
import type { RequestContexts, Source } from './request-context.ts'

/** `extensions.dypls`: what the request cost, and how many numbers it was shown, for requests that asked for it. */
export const tellCost = (toldTo: RequestContexts['toldTo']): Plugin<object> => ({
  onExecute: ({ args }) => {
    const { request } = args.contextValue as unknown as Source
    const { tally, revealer } = toldTo(request)
    if (!tally && !revealer) return
    return {
      onExecuteDone: ({ result, setResult }) => {
        if (!('data' in result)) return
        const dypls = { ...tally, ...(revealer ? { unmasked: revealer.unmasked() } : {}) }
        setResult({ ...result, extensions: { ...result.extensions, dypls } })
      },
    }
  },
})

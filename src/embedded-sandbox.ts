import type { AccessKey } from './aliyun/signing/access-key.ts'
import { type Config, ConfigError } from './config/config.ts'

/** The sandbox that calls go to: started here, or by another process of ours. */
export type EmbeddedSandbox = {
  readonly url: string
  readonly accessKey: AccessKey
  /** In the names of its queues. */
  readonly accountId?: string
  /** Where it pushes receipts to; not there in a worker, whose primary has the sandbox. */
  readonly receipts?: { readonly configure: (change: { readonly pushUrl: string | null }) => unknown }
  readonly close: () => Promise<void>
}

/** The one line that would break if `src/sandbox` were deleted. */
export const embedSandbox = async (
  { mischief, traffic }: Pick<Config, 'mischief' | 'traffic'>,
  clock: () => number,
): Promise<EmbeddedSandbox> => {
  const { startSandbox } = await import('./sandbox/sandbox.ts')
  const sandbox = await startSandbox({ clock, traffic, receipts: traffic > 0 ? asTheyCome : {} })
  try {
    // A script that is none is refused by the sandbox itself, with a sentence that says what is wrong.
    for (const script of mischief === null ? [] : [mischief].flat()) sandbox.mischief(script as never)
    return sandbox
  } catch (error) {
    await sandbox.close()
    throw new ConfigError(`DYPLS_SANDBOX_MISCHIEF: ${(error as Error).message}`)
  }
}

/** With traffic of its own, receipts come as they do in life: some twice, some late, some in the rarer spellings. */
const asTheyCome = { duplicates: 0.02, disorder: 0.1, shapes: 'mixed' } as const

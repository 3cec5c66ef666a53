import type { AccessKey } from './aliyun/signing/signature.ts'
import { type Config, ConfigError } from './config/config.ts'

/** The sandbox that calls go to: started here, or by another process of ours. */
export type EmbeddedSandbox = {
  readonly url: string
  readonly accessKey: AccessKey
  readonly close: () => Promise<void>
}

/** The one line that would break if `src/sandbox` were deleted. */
export const embedSandbox = async (
  { mischief }: Pick<Config, 'mischief'>,
  clock: () => number,
): Promise<EmbeddedSandbox> => {
  const { startSandbox } = await import('./sandbox/sandbox.ts')
  const sandbox = await startSandbox({ clock })
  try {
    // A script that is none is refused by the sandbox itself, with a sentence that says what is wrong.
    for (const script of mischief === null ? [] : [mischief].flat()) sandbox.mischief(script as never)
    return sandbox
  } catch (error) {
    await sandbox.close()
    throw new ConfigError(`DYPLS_SANDBOX_MISCHIEF: ${(error as Error).message}`)
  }
}

import { writeSync } from 'node:fs'
import type { Out } from './stream.ts'

/** A pipe that is full for so many tries in a row has no reader. */
const mostTries = 200

/**
 * Standard output, written at once and by this process itself: node goes on taking lines for a stdout whose reader has left,
 * and says nothing. Here the first line that is not taken throws.
 */
export const standardOut: Out = {
  write: (line) => {
    let rest = Buffer.from(line)
    for (let tries = 0; rest.length > 0; ) {
      try {
        rest = rest.subarray(writeSync(1, rest))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || ++tries > mostTries) throw error
      }
    }
  },
}

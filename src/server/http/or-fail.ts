/** Runs `act`; whatever it throws, now or by promise, is told to `failed`. */
export const orFail = (act: () => unknown, failed: (error: unknown) => void): void => {
  try {
    const result = act()
    if (result instanceof Promise) result.catch(failed)
  } catch (error) {
    failed(error)
  }
}

import { measured } from './client.mjs'
import { createLookUp } from './look-up.mjs'

/** The look-up of the fast peers alone: what is left when every promise is taken away. No goal, a floor. */
const lookUp = createLookUp(process.argv[2])

await measured(async (poolKey, subsId) => {
  const { SecretCallStatusDTO } = await lookUp(poolKey, subsId)
  return { status: SecretCallStatusDTO.Status, calledNo: SecretCallStatusDTO.CalledNo }
})

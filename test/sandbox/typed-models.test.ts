import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, seededReports, startSandbox } from '../../src/sandbox/sandbox.ts'
import { type Documented, documented } from '../dypls/documented.ts'

// CommonJS packages; `require` spares us the different ideas of a default export that node and vitest have.
const require = createRequire(import.meta.url)
const OpenApi: typeof import('@alicloud/openapi-client') = require('@alicloud/openapi-client')
const { RuntimeOptions }: typeof import('@alicloud/tea-util') = require('@alicloud/tea-util')
// The reader that the vendor's generated clients put their answers through, from the place where its own client has it.
const { cast }: { cast: <T extends object>(map: object, model: T) => T } = createRequire(
  require.resolve('@alicloud/openapi-client'),
)('@alicloud/tea-typescript')

/** A model as the vendor generates it: names on the wire, and what each is read into. */
const modelOf = ({ response }: Documented, at = ''): (new () => object) => {
  const fields = response.flatMap(({ path, type }) => {
    const name = at === '' ? path : path.startsWith(`${at}.`) ? path.slice(at.length + 1) : null
    return name === null || /[.[]/.test(name) ? [] : [{ path, name, type }]
  })
  const typeOf = ({ path, type }: (typeof fields)[number]): unknown => {
    if (type === 'object') return modelOf({ response } as Documented, path)
    if (type.startsWith('array')) return { type: 'array', itemType: modelOf({ response } as Documented, `${path}[]`) }
    return type.startsWith('integer') ? 'number' : type === 'object (free form)' ? 'any' : type
  }
  // A class, since the reader asks the constructor.
  return Object.assign(class {}, {
    names: () => Object.fromEntries(fields.map(({ name }) => [name, name])),
    types: () => Object.fromEntries(fields.map((field) => [field.name, typeOf(field)])),
  })
}

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

/** What the vendor's client makes of an answer, read into the model that the documents describe. */
const read = async (action: string, params: Record<string, string>): Promise<object> => {
  const { host } = new URL(sandbox.url)
  const client = new OpenApi.default(new OpenApi.Config({ ...sandbox.accessKey, endpoint: host, protocol: 'http' }))
  const [version, protocol, pathname, method] = ['2017-05-25', 'HTTP', '/', 'POST']
  const call = new OpenApi.Params({
    ...{ action, version, protocol, pathname, method },
    ...{ authType: 'AK', style: 'RPC', reqBodyType: 'formData', bodyType: 'json' },
  })
  const request = new OpenApi.OpenApiRequest({ query: params })
  const { body } = await client.callApi(call, request, new RuntimeOptions({}))
  const facts = documented.find(({ name }) => name === action)
  if (!facts) throw new Error(`no such operation: ${action}`)
  return cast(body, new (modelOf(facts))())
}

describe('the reader of the vendor’s own typed clients', () => {
  const identity = {
    ANoWhiteGroupId: seededReports.allowListId,
    DocumentType: '1',
    CustName: '赵某某',
    DocumentNumber: '370000000000000000',
    IdCardAlivePhoto: '123456/alive.jpg',
  }
  const landline = { ...identity, FixedNoA: seededReports.landline.numberA, CustType: '1' }

  it.each([
    ['under review', 'CreatePhoneNoAReport', { ...identity, PhoneNoA: seededReports.reviewing }, -1],
    ['approved before', 'CreatePhoneNoAReport', { ...identity, PhoneNoA: seededReports.approved }, -2],
    ['approved before', 'CreateFixedNoAReport', landline, -2],
    ['new', 'CreatePhoneNoAReport', { ...identity, PhoneNoA: '13900000355' }, 1],
  ])('takes the answer to a report of a number that is %s, by %s', async (_what, action, params, failType) => {
    expect(await read(action, params)).toMatchObject({
      Code: '200',
      Data: { FailType: failType, CreateResult: failType === 1 },
    })
  })

  it('takes a refusal of every operation', async () => {
    for (const { name, parameters } of documented) {
      const examples = parameters.flatMap(({ name: parameter, example, required }) =>
        required ? [[parameter, typeof example === 'object' ? '[]' : String(example ?? '1')] as const] : [],
      )
      // What the gateway itself refuses is thrown by the client, in one form for all.
      const told = await read(name, Object.fromEntries(examples)).catch((error: { code?: string }) => error)
      expect(`${name}: ${String((told as Error).message ?? '')}`).not.toMatch(/mismatch|cast/)
    }
  })
})

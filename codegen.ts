import type { CodegenConfig } from '@graphql-codegen/cli'

/** Typed documents for the examples, and `possibleTypes` for normalised caches. Run by `npm run codegen`. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['examples/*.ts'],
  generates: {
    'examples/generated/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: { unmaskFunctionName: 'readFragment' },
        // The manifest of trusted documents, for PERSISTED=only. Ids as Apollo makes them.
        persistedDocuments: { hashAlgorithm: 'sha256', mode: 'embedHashInDocument' },
      },
      config: {
        // A scalar that is not named here is an error, not `any`.
        strictScalars: true,
        scalars: { DateTime: 'string', PhoneNumber: 'string', NumberX: 'string' },
        documentMode: 'string',
        nonOptionalTypename: true,
        enumsAsTypes: true,
        useTypeImports: true,
      },
    },
    'possible-types.json': { plugins: ['fragment-matcher'], config: { apolloClientVersion: 3 } },
  },
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
}

export default config

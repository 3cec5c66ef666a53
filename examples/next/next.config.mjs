export default {
  // Loaded as it is, not bundled: a process may have only one `graphql`.
  serverExternalPackages: ['dypls-graphql', 'graphql'],
}

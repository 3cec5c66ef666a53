/** Where the graph is served. */
export const graphqlPath = '/graphql'

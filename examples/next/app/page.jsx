export default function Page() {
  return (
    <p>
      The graph is at <a href="/api/graphql">/api/graphql</a>.
    </p>
  )
}

const ask = async (query) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(process.env.GRAPH_URL, { method: 'POST', headers, body: JSON.stringify({ query }) })
  return answer.json()
}

test('dials the number that was lent', async () => {
  const { data } = await ask(
    '{ callStatus(poolKey: "FC100000000000001", subsId: "1000000000000001") { ... on CallStatus { calledNo } } }',
  )
  expect(data.callStatus.calledNo).toBe('17000000001')
})

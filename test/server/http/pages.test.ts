import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type Program, startProgram } from '../../support/program.ts'

let program: Program | null = null
const sockets: Socket[] = []
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await program?.stop('SIGTERM')
})

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024

it('holds no page for those who do not read it, and refuses more of them than people need', async () => {
  program = await startProgram([process.execPath, 'dist/main.js'], { env: { PORT: '0' } })
  const { port } = new URL(program.url)
  await (await fetch(`${program.url}/graphql`, { headers: { accept: 'text/html' } })).text()
  const before = residentMb(program.pid)
  const answers: string[] = []
  for (let index = 0; index < 60; index++) {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write('GET /graphql HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n\r\n')
      // The first line, and not a byte more.
      socket.once('readable', () => answers.push(String(socket.read(12))))
    })
    sockets.push(socket)
  }
  await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(60)
  expect(answers.filter((line) => line === 'HTTP/1.1 200')).toHaveLength(20)
  expect(answers.filter((line) => line === 'HTTP/1.1 503')).toHaveLength(40)
  expect(residentMb(program.pid) - before).toBeLessThan(64)
})

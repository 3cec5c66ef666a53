import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linesBackwards } from '../../../src/server/audit/backwards.ts'
import { createFileSink } from '../../../src/server/audit/file.ts'
import type { Sink } from '../../../src/server/audit/sink.ts'
import { type FakeClock, fakeClock } from '../../support/clock.ts'

let [folder, path] = ['', '']
let clock: FakeClock
let exposures: number
let sinks: Sink[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dypls-audit-'))
  path = join(folder, 'audit.jsonl')
  clock = fakeClock()
  exposures = 0
  sinks = []
})
afterEach(() => {
  for (const sink of sinks) sink.close()
  rmSync(folder, { recursive: true, force: true })
})

const sinkAt = (place = path): Sink => {
  const sink = createFileSink({ path: place, now: clock.now, exposed: () => exposures++ })
  sinks.push(sink)
  return sink
}
const written = (place = path): string => readFileSync(place, 'utf8')
const newest = async (sink: Sink, before: string | null = null): Promise<string[]> => {
  const texts: string[] = []
  for await (const { text } of sink.newest(before) ?? []) texts.push(text)
  return texts
}

describe('the audit file', () => {
  it('is its owner’s alone and only grows', () => {
    const sink = sinkAt()
    sink.append('one')
    sink.append('two')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(written()).toBe('one\ntwo\n')
    expect(exposures).toBe(0)
  })

  it('goes on where an earlier process ended, and says when others may read it', () => {
    writeFileSync(path, 'earlier\n')
    chmodSync(path, 0o644)
    sinkAt().append('later')
    expect(written()).toBe('earlier\nlater\n')
    expect(exposures).toBe(1)
  })

  it('never goes on in half a line that a crash left behind', () => {
    writeFileSync(path, 'whole\n{"half')
    sinkAt().append('next')
    expect(written()).toBe('whole\n{"half\nnext\n')
  })

  it('is written by several processes without mixing lines', async () => {
    const [one, other] = [sinkAt(), sinkAt()]
    for (let index = 0; index < 50; index++) (index % 2 ? one : other).append(`line ${index}`)
    expect(await newest(one)).toEqual(Array.from({ length: 50 }, (_, index) => `line ${49 - index}`))
  })

  it('follows when it is rotated away, within a second', async () => {
    const sink = sinkAt()
    sink.append('old')
    renameSync(path, `${path}.1`)
    sink.append('still old')
    await clock.advance(1_000)
    sink.append('new')
    expect([written(`${path}.1`), written()]).toEqual(['old\nstill old\n', 'new\n'])
  })

  it('goes on at the end after it was cut to nothing in place', () => {
    const sink = sinkAt()
    sink.append('old')
    truncateSync(path)
    sink.append('new')
    expect(written()).toBe('new\n')
  })

  it.each([
    ['in a folder that is not there', () => join(folder, 'nowhere', 'audit.jsonl')],
    [
      'that is a folder',
      () => {
        mkdirSync(join(folder, 'sub'))
        return join(folder, 'sub')
      },
    ],
    ['that is a device', () => '/dev/null'],
  ])('%s is refused at the start', (_what, place) => {
    expect(() => sinkAt(place())).toThrow()
  })

  it('cannot be written to while its folder is gone, and can again afterwards', async () => {
    const sink = sinkAt()
    renameSync(folder, `${folder}-away`)
    await clock.advance(1_000)
    expect(() => sink.append('lost')).toThrow('ENOENT')
    renameSync(`${folder}-away`, folder)
    sink.append('found')
    expect(written()).toBe('found\n')
  })
})

describe('reading it from its end', () => {
  it('gives every line once, however chunks cut them', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => `${index} ${'号'.repeat(index % 97)}`)
    writeFileSync(path, `${lines.join('\n')}\n`)
    expect(await newest(sinkAt())).toEqual(lines.toReversed())
  })

  it('goes on from a position, and knows no position of another file', async () => {
    const sink = sinkAt()
    for (const line of ['one', 'two', 'three']) sink.append(line)
    const positions: string[] = []
    for await (const { position } of sink.newest(null) ?? []) positions.push(position)
    expect(await newest(sink, positions[0])).toEqual(['two', 'one'])
    expect(await newest(sink, positions[2])).toEqual([])
    for (const foreign of ['', 'x', '0-0.4', `${positions[0]}9`, `${positions[0]?.split('.')[0]}.-1`])
      expect(sink.newest(foreign)).toBeNull()
    renameSync(path, `${path}.1`)
    writeFileSync(path, 'another\n')
    expect(sink.newest(positions[0] ?? '')).toBeNull()
  })

  it('skips a stretch without line breaks without holding it', async () => {
    writeFileSync(path, `first\n${'\0'.repeat(1_000_000)}\nlast\n`)
    expect(await newest(sinkAt())).toEqual(['last', 'first'])
    writeFileSync(path, `${'x'.repeat(300_000)}\nlast\n`)
    expect(await newest(sinkAt())).toEqual(['last'])
  })

  it('ends quietly when the file is cut meanwhile, or gone', async () => {
    appendFileSync(path, 'one\n'.repeat(40_000))
    const file = await open(path, 'r')
    truncateSync(path, 100)
    const seen: string[] = []
    for await (const { text } of linesBackwards(file, 160_000)) seen.push(text)
    await file.close()
    expect(seen).toEqual([])
    const sink = sinkAt()
    rmSync(path)
    expect(await newest(sink)).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { pageIssues, pageOf } from '../../../src/graph/fields/page.ts'

const ten = Array.from({ length: 10 }, (_, index) => ({ index }))

describe('a page', () => {
  it.each([
    ['there are more entries than those up to here', 1, 10, 11, true],
    ['these are the last ones', 2, 10, 20, false],
    ['there are none at all', 1, 10, 0, false],
    ['it lies beyond the end', 9, 10, 20, false],
    ['a page in the middle ends', 2, 10, 21, true],
  ])('knows whether another one follows when %s', (_what, pageNo, pageSize, total, hasNext) => {
    expect(pageOf({ pageNo, pageSize }, [], total)).toEqual({ items: [], total, pageNo, hasNext })
  })

  it('takes a full page to have a successor when nobody counts', () => {
    expect(pageOf({ pageNo: 1, pageSize: 10 }, ten, undefined)).toMatchObject({ total: null, hasNext: true })
    expect(pageOf({ pageNo: 1, pageSize: 11 }, ten, null)).toMatchObject({ total: null, hasNext: false })
  })
})

describe('the wish for a page', () => {
  it.each([
    [{ pageNo: 1, pageSize: 1 }, []],
    [{ pageNo: 2_147_483_647, pageSize: 100 }, []],
    [{ pageNo: 0, pageSize: 20 }, [['pageNo']]],
    [{ pageNo: 1, pageSize: 0 }, [['pageSize']]],
    [{ pageNo: 1, pageSize: 101 }, [['pageSize']]],
    [{ pageNo: -1, pageSize: -1 }, [['pageNo'], ['pageSize']]],
  ])('%o has faults at %o', (wish, paths) => {
    expect(pageIssues(wish).map(({ path }) => path)).toEqual(paths)
  })
})

/** Figures and how they are printed. A spread is the median, least and most of the rounds. */

export const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  return { median, min: sorted[0], max: sorted.at(-1) }
}

/** Four significant digits: more would be noise, and files would differ for nothing. */
export const short = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(4)) : value

const shown = (value, digits) =>
  value === null || value === undefined
    ? '–'
    : typeof value === 'number'
      ? value.toLocaleString('en', { maximumFractionDigits: digits ?? (Math.abs(value) < 10 ? 2 : 0) })
      : String(value)

export const showSpread = ({ median, min, max }, unit = '') => `${shown(median)}${unit} (${shown(min)}–${shown(max)})`

/**
 * How a measured row stands to its goal. `more` is better for ratios, `less` for times and memory; a row without goals
 * is told for its own sake.
 */
export const verdict = ({ value, least, aim, better = 'more' }) => {
  if (least === undefined) return ''
  const reaches = (goal) => (better === 'more' ? value.median >= goal : value.median <= goal)
  if (aim !== undefined && reaches(aim)) return 'aim'
  return reaches(least) ? 'yes' : 'no'
}

export const table = (heads, rows) => {
  const cells = [heads, ...rows].map((row) => row.map((cell) => shown(cell)))
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => [...row[column]].length)))
  const line = (row) =>
    `| ${row.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join(' | ')} |`
  return [
    line(cells[0]),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...cells.slice(1).map(line),
  ].join('\n')
}

const goal = (value, { unit, better = 'more' }) =>
  value === undefined ? '–' : `${better === 'less' ? '≤ ' : ''}${value}${unit === '×' ? '×' : ` ${unit}`}`

/** The table of the run: every row beside what it should reach. */
export const goalTable = (rows) =>
  table(
    ['workload', 'against', 'median (min–max)', 'by requests/s', 'at least', 'aim', 'reached'],
    rows.map((row) => [
      row.workload,
      row.against ?? '–',
      showSpread(row.value, row.unit === '×' ? '×' : ` ${row.unit}`),
      row.byRate ? showSpread(row.byRate, '×') : '–',
      goal(row.least, row),
      goal(row.aim, row),
      verdict(row) || 'no goal',
    ]),
  )

/** JSON as Biome formats it (lists of plain values on one line), so that the committed file passes the linter. */
export const printJson = (value) =>
  `${JSON.stringify(value, (_key, each) => short(each), 2).replace(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_all, inner) => `[${inner.replace(/,\n\s+/g, ', ')}]`)}\n`

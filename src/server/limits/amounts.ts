/** What a request's variables hold once they are coerced; only those that decide something. */
export type VariableValues = Readonly<Record<string, unknown>>

/** A number that is known, or how it follows from variables. Folding happens where both sides are known. */
export type Amount = number | ((values: VariableValues) => number)
export type Condition = boolean | ((values: VariableValues) => boolean)

/** More than any limit can allow; also stands for what has no bound. Finite, so that arithmetic never gives NaN. */
export const countless = 1_000_000_000

/** Whatever a count turns out to be, as a number that can be added up: a broken one is countless, never free. */
export const whole = (count: unknown): number =>
  typeof count !== 'number' || Number.isNaN(count) ? countless : Math.min(countless, Math.max(0, Math.ceil(count)))

export const amountWith = (amount: Amount, values: VariableValues): number =>
  typeof amount === 'number' ? amount : amount(values)
export const holds = (condition: Condition, values: VariableValues): boolean =>
  typeof condition === 'boolean' ? condition : condition(values)

const folded =
  (act: (a: number, b: number) => number) =>
  (a: Amount, b: Amount): Amount =>
    typeof a === 'number' && typeof b === 'number'
      ? act(a, b)
      : (values) => act(amountWith(a, values), amountWith(b, values))

const sum = folded((a, b) => Math.min(countless, a + b))
const product = folded((a, b) => Math.min(countless, a * b))

export const plus = (a: Amount, b: Amount): Amount => (a === 0 ? b : b === 0 ? a : sum(a, b))
export const times = (a: Amount, b: Amount): Amount =>
  a === 0 || b === 0 ? 0 : a === 1 ? b : b === 1 ? a : product(a, b)
export const greater: (a: Amount, b: Amount) => Amount = folded(Math.max)

/** The amount where the condition holds, otherwise nothing. */
export const where = (condition: Condition, amount: Amount): Amount => {
  if (typeof condition === 'boolean') return condition ? amount : 0
  return amount === 0 ? 0 : (values) => (condition(values) ? amountWith(amount, values) : 0)
}

export const both = (a: Condition, b: Condition): Condition => {
  if (typeof a === 'boolean') return a && b
  if (typeof b === 'boolean') return b && a
  return (values) => a(values) && b(values)
}

export const either = (a: Condition, b: Condition): Condition => {
  if (typeof a === 'boolean') return a || b
  if (typeof b === 'boolean') return b || a
  return (values) => a(values) || b(values)
}

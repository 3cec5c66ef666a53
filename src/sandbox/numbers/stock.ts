import type { PrivateNumber } from '../world/world.ts'

/** A number that can be bought: what there is to say of it before it has an owner. */
export type ForSale = Pick<PrivateNumber, 'numberX' | 'specId' | 'province' | 'city' | 'carrier'>

/** Which numbers a buyer would take. */
export type Wanted = {
  readonly specId: number
  /** Null for any city. */
  readonly city: string | null
  /** What the number must begin with; '' for anything. */
  readonly prefix: string
}

/** The numbers for sale, to every pool alike, in the order in which they will be sold. */
export type Stock = {
  readonly offer: (...numbers: readonly ForSale[]) => void
  readonly matching: (wanted: Wanted) => readonly ForSale[]
  /** Takes a number off the shelf. */
  readonly take: (numberX: string) => void
  readonly clear: () => void
}

export const createStock = (): Stock => {
  const shelf = new Map<string, ForSale>()
  return {
    offer: (...numbers) => {
      for (const number of numbers) shelf.set(number.numberX, number)
    },
    matching: ({ specId, city, prefix }) =>
      [...shelf.values()].filter(
        (number) =>
          number.specId === specId && (city === null || number.city === city) && number.numberX.startsWith(prefix),
      ),
    take: (numberX) => void shelf.delete(numberX),
    clear: () => shelf.clear(),
  }
}

/** One order for a courier. Equal order ids make several, since nothing documents that they do not. */
export type PickupOrder = {
  readonly outOrderId: string
  readonly waybillNo: string
  readonly courierCode: string
  readonly pickupCode: string
  readonly priceFen: number
  readonly cancelled: boolean
}

export type Logistics = {
  /** Ids of the bindings that carry a waybill number. */
  readonly bindingsOf: (waybillNo: string) => readonly string[]
  readonly attach: (waybillNo: string, subsId: string) => void
  readonly orders: readonly PickupOrder[]
  /** Hundredths of a yuan that are left to order pickups with. */
  readonly balanceFen: () => number
  readonly setBalance: (fen: number) => void
  readonly order: (outOrderId: string, courierCode: string, priceFen: number) => PickupOrder
  /** Cancels every order of this id and pays back; says how many orders have the id, cancelled before or now. */
  readonly cancel: (outOrderId: string) => number
  readonly clear: () => void
}

const startBalanceFen = 100_000
const firstWaybillNo = 77_300_000_000_000

export const createLogistics = (): Logistics => {
  const attached = new Map<string, Set<string>>()
  const orders: PickupOrder[] = []
  let balance = startBalanceFen
  return {
    bindingsOf: (waybillNo) => [...(attached.get(waybillNo) ?? [])],
    attach: (waybillNo, subsId) => void attached.set(waybillNo, new Set(attached.get(waybillNo)).add(subsId)),
    orders,
    balanceFen: () => balance,
    setBalance: (fen) => {
      balance = fen
    },
    order: (outOrderId, courierCode, priceFen) => {
      const serial = orders.length + 1
      const order = {
        outOrderId,
        courierCode,
        priceFen,
        waybillNo: String(firstWaybillNo + serial),
        pickupCode: String(1_000 + (serial % 9_000)),
        cancelled: false,
      }
      orders.push(order)
      balance -= priceFen
      return order
    },
    cancel: (outOrderId) => {
      let found = 0
      for (const [index, order] of orders.entries()) {
        if (order.outOrderId !== outOrderId) continue
        found += 1
        if (order.cancelled) continue
        orders[index] = { ...order, cancelled: true }
        balance += order.priceFen
      }
      return found
    },
    clear: () => {
      attached.clear()
      orders.length = 0
      balance = startBalanceFen
    },
  }
}

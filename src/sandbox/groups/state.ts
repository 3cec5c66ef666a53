/** A stored group of real numbers: the G of AXG. */
export type Group = {
  readonly groupId: string
  readonly poolKey: string
  readonly name: string | null
  readonly remark: string | null
  /** Real numbers in the order in which they came, none twice. */
  readonly members: ReadonlySet<string>
}

/** What a test has to say of a group; the rest has defaults. */
export type NewGroup = Pick<Group, 'groupId' | 'poolKey'> & {
  readonly name?: string | null
  readonly remark?: string | null
  readonly members?: Iterable<string>
}

/** The groups of all pools, by groupId. */
export type Groups = {
  readonly byId: ReadonlyMap<string, Group>
  readonly add: (group: NewGroup) => void
  /** Replaces the members of a group that exists; does nothing otherwise. */
  readonly setMembers: (groupId: string, members: Iterable<string>) => void
  readonly remove: (groupId: string) => void
  readonly countOf: (poolKey: string) => number
  /** The id of a group to come: 13 digits as in the documented sample, counted up, never one that is taken. */
  readonly freshId: () => string
  readonly clear: () => void
}

const firstId = 2_000_000_200_000

export const createGroups = (): Groups => {
  const byId = new Map<string, Group>()
  let lastId = firstId
  return {
    byId,
    add: ({ groupId, poolKey, name = null, remark = null, members = [] }) => {
      byId.set(groupId, { groupId, poolKey, name, remark, members: new Set(members) })
    },
    setMembers: (groupId, members) => {
      const group = byId.get(groupId)
      if (group) byId.set(groupId, { ...group, members: new Set(members) })
    },
    remove: (groupId) => void byId.delete(groupId),
    countOf: (poolKey) => [...byId.values()].filter((group) => group.poolKey === poolKey).length,
    freshId: () => {
      do lastId += 1
      while (byId.has(String(lastId)))
      return String(lastId)
    },
    clear: () => {
      byId.clear()
      lastId = firstId
    },
  }
}

/** Puts a value last, and forgets the first once there are too many: a map that cannot grow. */
export const putBounded = <K, V>(map: Map<K, V>, key: K, value: V, most: number): void => {
  map.delete(key)
  if (map.size >= most)
    for (const first of map.keys()) {
      map.delete(first)
      break
    }
  map.set(key, value)
}

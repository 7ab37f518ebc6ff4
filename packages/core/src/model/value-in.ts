/** What a map has for a key that was put into this very map. */
export function valueIn<Key, Value extends NonNullable<unknown>>(map: ReadonlyMap<Key, Value>, key: Key): Value {
  const value = map.get(key);
  if (value === undefined) throw new RangeError(`There is no ${String(key)} among ${map.size}.`);
  return value;
}

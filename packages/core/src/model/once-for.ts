/** What is found out of an object once, however often it is asked, and forgotten with the object. */

/** @param find may not answer undefined */
export function onceFor<Of extends object, Found>(find: (of: Of) => Found): (of: Of) => Found {
  const known = new WeakMap<Of, Found>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const found = find(of);
    known.set(of, found);
    return found;
  };
}

/**
 * A record of values by names that come from data. It has no prototype: what is looked up under `constructor` or `__proto__`
 * is what was put there, or nothing.
 */
export function byName<T>(entries: Iterable<readonly [name: string, value: T]>): Record<string, T> {
  const record = Object.create(null) as Record<string, T>;
  for (const [name, value] of entries) record[name] = value;
  return record;
}

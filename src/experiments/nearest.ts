/** The candidate that is written most like a name and close enough to be meant, or null. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(2, Math.floor(name.length / 4));
  let best: { name: string; distance: number } | null = null;
  for (const candidate of candidates) {
    const most: number = best === null ? limit : best.distance - 1;
    if (Math.abs(candidate.length - name.length) > most) continue;
    const distance = editDistance(name, candidate, most);
    if (distance <= most) best = { name: candidate, distance };
    if (distance === 0) break;
  }
  return best?.name ?? null;
}

/** Insertions, deletions and replacements between two texts; anything above `most` once it is certain. */
function editDistance(a: string, b: string, most: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const cost = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      next.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return least;
    row = next;
  }
  return row[b.length] ?? 0;
}

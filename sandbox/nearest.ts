/** Names that are further away than the nearest one by more than this were hardly meant. */
const leeway = 2;

/**
 * The names that are the most like another one: a misspelt one usually meant one of them.
 * @param most how many at most
 */
export function nearest(name: string, names: readonly string[], most = 3): string[] {
  const found = names
    .map((other) => ({ other, away: distance(name, other) }))
    .toSorted((a, b) => a.away - b.away)
    .slice(0, most);
  const best = found[0]?.away ?? 0;
  return found.filter(({ away }) => away <= best + leeway).map(({ other }) => other);
}

/** How many letters have to be put in, taken out or changed; less where one is a part of the other. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of Array.from(from).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(to).entries())
      next.push(
        Math.min(
          (next[j] ?? 0) + 1,
          (row[j + 1] ?? 0) + 1,
          (row[j] ?? 0) + Number(letter !== other),
        ),
      );
    row = next;
  }
  const changes = row.at(-1) ?? 0;
  const isPart = to.includes(from) || from.includes(to);
  return isPart ? changes / 4 : changes;
}

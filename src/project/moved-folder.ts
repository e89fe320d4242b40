import { baseName } from "../model/tree.ts";

/** A folder that moved with all that is in it. */
export interface MovedFolder {
  from: string;
  to: string;
}

/**
 * The folder that moved, when each of some paths that are new is one that is gone in another place, such as an experiment that was
 * archived; null where they are not, or moved to several places. `isGone`: which of the former paths are not there any more.
 */
export function movedFolder(
  before: readonly string[],
  after: readonly string[],
  isGone: (path: string) => boolean,
): MovedFolder | null {
  const former = Map.groupBy(before.filter(isGone), baseName);
  const pairs = after.map((path) => {
    const alike = (former.get(baseName(path)) ?? []).map((old) => ({ old, tail: sharedTail(old, path) }));
    return alike.sort((a, b) => b.tail - a.tail).map(({ old, tail }) => folderOf(old, path, tail))[0];
  });
  const [first] = pairs;
  if (first === undefined) return null;
  return pairs.every((one) => one?.from === first.from && one.to === first.to) ? first : null;
}

/** The folders by which two paths differ; where one lies deeper, what moved is the first folder that both have. */
function folderOf(old: string, now: string, tail: number): MovedFolder {
  const cut = (path: string, length: number) => path.split("/").slice(0, -length).join("/");
  const isDeeper = old.split("/").length !== now.split("/").length || cut(old, tail) === "" || cut(now, tail) === "";
  const shared = isDeeper ? tail - 1 : tail;
  return shared === 0 ? { from: old, to: now } : { from: cut(old, shared), to: cut(now, shared) };
}

function sharedTail(one: string, other: string): number {
  const [a, b] = [one.split("/").reverse(), other.split("/").reverse()];
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs < 0 ? a.length : differs;
}

/** How every pointer begins (git-lfs docs/spec.md). */
const MARK = "version https://git-lfs.github.com/spec/";

/** So many bytes of a file's beginning tell. */
export const POINTER_HEAD = 64;

/** Whether a file is what Git LFS keeps in its place until the file itself is fetched, by how it begins. */
export function isLfsPointer(beginning: string): boolean {
  return beginning.startsWith(MARK);
}

/** The id of the file that a pointer stands for, 64 hex digits; null for what is no pointer. */
export function lfsOid(text: string): string | null {
  return isLfsPointer(text) ? (/^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] ?? null) : null;
}

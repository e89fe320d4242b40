/** How every pointer begins (git-lfs docs/spec.md). */
const MARK = "version https://git-lfs.github.com/spec/";

/** So many bytes of a file's beginning tell. */
export const POINTER_HEAD = 64;

/** Whether a file is what Git LFS keeps in its place until the file itself is fetched, by how it begins. */
export function isLfsPointer(beginning: string): boolean {
  return beginning.startsWith(MARK);
}

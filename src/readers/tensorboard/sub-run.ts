/**
 * The metric that a tag in a sub-run of `add_scalars` means, or null where the folder is none: torch writes
 * `add_scalars("loss", {"a": …})` to the folder `loss_a`, tensorboardX to `loss/a`, both under the tag `loss`.
 */
export function sayTag(folder: string, tag: string): string | null {
  if (tag === "") return null;
  if (folder.startsWith(`${tag}/`)) return folder;
  const slug = `${tag.replaceAll("/", "_")}_`;
  return folder.startsWith(slug) && folder.length > slug.length ? `${tag}/${folder.slice(slug.length)}` : null;
}

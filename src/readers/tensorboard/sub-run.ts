/** The tags that metrics of these names can have, in whatever folder they are. */
export function tagsOf(names: readonly string[]): ReadonlySet<string> {
  const tags = new Set(["", ...names]);
  for (const name of names) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      tags.add(name.slice(0, at));
      tags.add(name.slice(at + 1));
    }
  }
  return tags;
}

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

/** The names in one folder; all sorted. `links` are symbolic links, which are listed and never followed. */
export interface Listing {
  dir: string;
  files: string[];
  dirs: string[];
  links: string[];
}

/**
 * The project's folders by their path relative to its root, with forward slashes; the root itself is `""`. `closed` are those
 * that could not be read: nobody knows what is in them.
 */
export interface Tree {
  root: string;
  listings: Map<string, Listing>;
  closed?: ReadonlySet<string>;
}

/** Joins project-relative paths; the root is `""`. */
export function joinPath(dir: string, name: string): string {
  return dir === "" ? name : name === "" ? dir : `${dir}/${name}`;
}

/** The folder part of a project-relative path. */
export function parentOf(path: string): string {
  const at = path.lastIndexOf("/");
  return at < 0 ? "" : path.slice(0, at);
}

/** The last part of a project-relative path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The path from the folder of one project file to another project file: `../runs/a/logs/train.log`. */
export function relativePath(fromFile: string, toFile: string): string {
  const from = parentOf(fromFile).split("/").filter(Boolean);
  const to = toFile.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => ".."), ...to.slice(shared)].join("/");
}

/**
 * The project path that a relative path in a project file means, or null when it leaves the root.
 * `resolvePath("docs/a.md", "../runs/x.log")` is `runs/x.log`.
 */
export function resolvePath(fromFile: string, relative: string): string | null {
  const parts = relative.startsWith("/") ? [] : parentOf(fromFile).split("/").filter(Boolean);
  for (const part of relative.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else parts.push(part);
  }
  return parts.join("/");
}

/**
 * An address with the experiment before each of its runs and rows, so that it is one of the whole project:
 * `pp(mean(shift/acc), mean(baseline/acc))` is `pp(mean(e/shift/acc), mean(e/baseline/acc))` for the experiment `e`.
 */
export function qualifySelector(selector: string, { id, name }: { id: string; name: string }): string {
  if (selector === "") return "";
  const head = encode(id === "" ? name : id);
  // The name of a run may have commas, which would part the arguments of a function that it is put into.
  if (!CALL.test(selector)) return `${head}/${selector.trim().replaceAll(",", "%2C")}`;
  // What is followed by a parenthesis is the name of a function.
  return selector.replace(/[^(),]+(?![^(),]*\()/g, (part) => part.replace(/\S/, (first) => `${head}/${first}`));
}

const CALL = /^(?:minus )?[a-z_]+\(.*\)$/s;

/** What the grammar of selectors uses (claims/value/selector.ts) is percent-encoded; the slashes of a path stay. */
function encode(id: string): string {
  return id.replace(/[%\s,()"'<>=]/g, (character) => encodeURIComponent(character).replace(/[()']/g, hex));
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

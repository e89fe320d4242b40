const MARKUP = /(<(?:"[^"]*"|'[^']*'|[^'">])*>)/;
const TAG = /\[(WEIRD|HUNCH|TODO|RESOLVED)\]/gi;
const MARK = /<span class="tag [a-z]+">([A-Z]+)<\/span>/g;

/** HTML in which the tags of a journal stand as coloured words where they were written; in code and links they are no tags. */
export function markTags(html: string): string {
  let within = 0;
  const parts = html.split(MARKUP).map((part, at) => {
    if (at % 2 === 1) {
      if (/^<(?:code|pre|a)\b/.test(part)) within += 1;
      else if (/^<\/(?:code|pre|a)>/.test(part)) within -= 1;
      return part;
    }
    if (within > 0) return part;
    return part.replace(TAG, (_, tag: string) => `<span class="tag ${tag.toLowerCase()}">${tag.toUpperCase()}</span>`);
  });
  return parts.join("");
}

/** The same with the tags as they were written. */
export function writtenTags(html: string): string {
  return html.replace(MARK, "[$1]");
}

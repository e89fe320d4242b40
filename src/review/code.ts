/** A name as code in a sentence. */
export function inCode(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

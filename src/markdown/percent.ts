/** Every byte of a text as `%XX`. */
export function encodePercent(text: string): string {
  const bytes = [...new TextEncoder().encode(text)];
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
}

/** A text with its `%XX` undone; as it is when they encode nothing, since people type a mere percent sign too. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

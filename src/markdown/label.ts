/**
 * A short label for a reference link: ten hex digits of a hash of its address, the same wherever the address occurs. A report
 * has tens of thousands of links, so the hash is a quick one (cyrb53, 53 bits, public domain) and not a cryptographic one.
 */
export function labelOf(address: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < address.length; i += 1) {
    const code = address.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return hex(b).slice(6) + hex(a);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}

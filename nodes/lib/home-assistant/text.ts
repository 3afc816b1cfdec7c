/**
 * A text of somebody else's: without control characters, of so many characters at most, and as it came otherwise.
 */
export function cleaned(text: string, most: number): string {
  const plain = text.replace(/\p{Cc}/gu, '').replace(/\p{Cs}/gu, '\uFFFD');
  return plain.length <= most ? plain : Array.from(plain).slice(0, most).join('');
}

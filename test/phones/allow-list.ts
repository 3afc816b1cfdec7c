const entries = (list: string): string[] =>
  list
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

/** ATCOM, Grandstream: addresses between commas, or `any`; blank is nobody, the state in which ATCOM's is delivered. */
export function atcomAllows(list: string, address: string): boolean {
  return entries(list).some((entry) => entry.toLowerCase() === 'any' || entry === address);
}

/** Yealink: addresses between commas, `*` for a part of one, or `any`; blank is nobody. */
export function yealinkAllows(list: string, address: string): boolean {
  const parts = address.split('.');
  return entries(list).some((entry) => {
    if (entry.toLowerCase() === 'any') return true;
    const listed = entry.split('.');
    return listed.length === parts.length && listed.every((part, index) => part === '*' || part === parts[index]);
  });
}

/** Fanvil, for HTTP: blank is everybody, else only what is listed. */
export function fanvilAllows(list: string, address: string): boolean {
  return entries(list).length === 0 || entries(list).includes(address);
}

/**
 * Akuvox: addresses between commas, an X for any digit, as many as the address has digits there. That a blank list
 * lets nobody in is a guess: the document only tells to fill it.
 */
export function akuvoxAllows(list: string, address: string): boolean {
  return entries(list).some(
    (entry) =>
      entry.length === address.length &&
      entry
        .split('')
        .every((char, index) =>
          char.toUpperCase() === 'X' ? /\d/.test(address[index] ?? '') : char === address[index],
        ),
  );
}

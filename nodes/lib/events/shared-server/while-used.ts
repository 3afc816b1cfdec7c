/**
 * Something that runs from its first user to its last.
 *
 * @returns joins; what that returns leaves again, and does so once however often it is called
 */
export function whileUsed(begin: () => void, end: () => void): () => () => void {
  let users = 0;
  return () => {
    if (users === 0) begin();
    users++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      users--;
      if (users === 0) end();
    };
  };
}

import type { SrvRecord } from 'node:dns';

/**
 * SRV records in the order to try them: by priority, and within one by the lottery of RFC 2782, so that load spreads
 * as the weights say.
 *
 * @param random as Math.random
 */
export function orderServers(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const priorities = [...new Set(records.map((record) => record.priority))].toSorted((a, b) => a - b);
  return priorities.flatMap((priority) =>
    draw(
      records.filter((record) => record.priority === priority),
      random,
    ),
  );
}

function draw(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  // Weight 0 first: they get their small chance only when the lottery draws 0.
  const left = records.toSorted((a, b) => Math.sign(a.weight) - Math.sign(b.weight));
  const drawn: SrvRecord[] = [];
  while (left.length > 0) {
    const total = left.reduce((sum, record) => sum + record.weight, 0);
    const ticket = Math.floor(random() * (total + 1));
    let sum = 0;
    const winner = left.findIndex((record) => (sum += record.weight) >= ticket);
    drawn.push(...left.splice(winner, 1));
  }
  return drawn;
}

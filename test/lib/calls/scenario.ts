import { parts, SECOND, Site } from './site';
import type { Reporter } from './vendors';

/** One event of a scenario. */
export interface Line {
  /** Milliseconds since the scenario began. */
  readonly at: number;
  readonly event: string;
  readonly words: string;
}

/** `0 incoming-call #a 6040 | 5 call-established #a | 65.02 call-terminated`: seconds, event, parts. */
export function lines(text: string): Line[] {
  return text
    .split(/[|\n]/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, at = '0', event = '', words = ''] = /^([\d.]+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
      return { at: Math.round(Number(at) * SECOND), event, words };
    });
}

export interface Played {
  /** The states one after the other, the first included. */
  readonly states: readonly string[];
  /** `inbound answered`, … in the order of the records. */
  readonly records: readonly string[];
  readonly site: Site;
}

/** Plays a scenario to an idle phone, and waits until the last record is made. */
export function play(scenario: readonly Line[], phone: Pick<Reporter, 'facts'>, isKnown = true): Played {
  const site = new Site({ facts: phone.facts });
  if (isKnown) site.tracker.reset('desk');
  const states = [site.state];
  const off = site.tracker.onChange(({ view }) => {
    if (view.state !== states.at(-1)) states.push(view.state);
  });
  let now = 0;
  for (const { at, event, words } of scenario) {
    site.wait(Math.max(0, at - now));
    now = Math.max(now, at);
    site.report(event, parts(words));
  }
  site.wait(3 * SECOND);
  off();
  const records = site.records.map(({ direction, outcome }) => [direction, outcome].filter(Boolean).join(' '));
  return { states, records, site };
}

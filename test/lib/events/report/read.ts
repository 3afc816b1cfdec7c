import { eventIn } from '../../../../nodes/lib/events/report/event';
import { eventMessage } from '../../../../nodes/lib/events/report/message';
import { readTarget } from '../../../../nodes/lib/events/report/target';
import type { EventMessage, KnownPhone, Report } from '../../../../nodes/lib/events/types';
import { builtIn } from '../../../support/vendors';

export const TIME = new Date('2026-01-31T08:15:30.123Z');

/** A deployed phone of that vendor. */
export const phoneOf = (vendor: string, charset?: KnownPhone['charset']): KnownPhone => ({
  id: 'n1',
  name: 'Lobby',
  vendor,
  charset,
  learnAddress() {},
});

/** What a request to a node on `/phone` says. @throws where it is none */
export function reportIn(target: string): Report {
  const report = readTarget(target, '/phone', builtIn);
  if (!report) throw new Error(`not below /phone: ${target}`);
  return report;
}

/** The message that a request becomes, from a phone or from a stranger. */
export function messageIn(target: string, phone?: KnownPhone): EventMessage {
  const report = reportIn(target);
  return eventMessage(report, { event: eventIn(report, phone?.vendor) ?? 'unknown', time: TIME, phone });
}

/** A payload's value by its path: `remote.number`. */
export function at({ payload }: EventMessage, path: string): unknown {
  const [part = '', name = ''] = path.split('.');
  const value = (payload as unknown as Record<string, unknown>)[part];
  return name === '' ? value : (value as Record<string, unknown> | undefined)?.[name];
}

import { CALLS } from './faults/calls';
import { EVENTS } from './faults/events';
import { OUTCOMES } from './faults/outcomes';
import { OWN_VENDORS } from './faults/own-vendors';
import { PHONES } from './faults/phones';
import { POSTS } from './faults/posts';
import { SETUP } from './faults/setup';
import { TRANSPORTS } from './faults/transports';
import type { Mutant } from './mutant';

export const MUTANTS: readonly Mutant[] = [
  ...CALLS,
  ...EVENTS,
  ...OUTCOMES,
  ...OWN_VENDORS,
  ...PHONES,
  ...POSTS,
  ...SETUP,
  ...TRANSPORTS,
];

import { CALLS } from './faults/calls';
import { CHOICE } from './faults/choice';
import { CONTRACT } from './faults/contract';
import { EVENTS } from './faults/events';
import { HOME_ASSISTANT } from './faults/home-assistant';
import { OUTCOMES } from './faults/outcomes';
import { OVERVIEW } from './faults/overview';
import { SIDEBAR } from './faults/sidebar';
import { OWN_VENDORS } from './faults/own-vendors';
import { PHONES } from './faults/phones';
import { PNP } from './faults/pnp';
import { POSTS } from './faults/posts';
import { RESTARTS } from './faults/restarts';
import { SCALE_OUT } from './faults/scale-out';
import { SETUP } from './faults/setup';
import { STRANGERS } from './faults/strangers';
import { TRANSPORTS } from './faults/transports';
import type { Mutant } from './mutant';

export const MUTANTS: readonly Mutant[] = [
  ...CALLS,
  ...CHOICE,
  ...CONTRACT,
  ...EVENTS,
  ...HOME_ASSISTANT,
  ...OUTCOMES,
  ...OVERVIEW,
  ...SIDEBAR,
  ...OWN_VENDORS,
  ...PHONES,
  ...PNP,
  ...POSTS,
  ...RESTARTS,
  ...SCALE_OUT,
  ...SETUP,
  ...STRANGERS,
  ...TRANSPORTS,
];

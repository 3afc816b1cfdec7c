import { COMMAND_RUNS } from './command-runs';
import { DOOR_RUNS } from './door-runs';
import { HOME_RUNS } from './home-runs';
import { PAGE_RUNS } from './page-runs';
import type { Run } from './stage';

/** By example: what it promises, seen at the phones and in the answers. */
export const RUNS: Readonly<Record<string, Run>> = { ...DOOR_RUNS, ...PAGE_RUNS, ...COMMAND_RUNS, ...HOME_RUNS };

import { EventEmitter } from 'node:events';
import type { Call, Circumstances } from './call';
import type { Incident } from './incident';

export type Hook = 'on' | 'handset' | 'speaker' | 'headset';

/**
 * The receiver, and whether the phone is busy. Emits `incident` (name, circumstances) for whatever a document's event
 * list could report, in the bursts of the documents' captures: off hook, idle to busy, outgoing; then cancel, on hook,
 * busy to idle.
 */
export class HookSwitch extends EventEmitter<{ incident: [Incident, Circumstances] }> {
  /** Live calls, oldest first. */
  readonly calls: Call[] = [];
  hook: Hook = 'on';
  #busy = false;

  constructor(readonly clock: () => Date) {
    super();
  }

  protected happen(incident: Incident, call?: Call, line?: number): void {
    const at = line ?? call?.line;
    this.emit('incident', incident, {
      time: this.clock(),
      ...(call && { call: { ...call } }),
      ...(at !== undefined && { line: at }),
    });
  }

  goOffHook(via: Exclude<Hook, 'on'>): void {
    if (this.hook === via) return;
    const lifted = this.hook === 'on';
    this.hook = via;
    if (lifted) this.happen('off hook');
    if (via === 'speaker') this.happen('handsfree');
    if (via === 'headset') this.happen('headset');
    this.settle();
  }

  goOnHook(): void {
    if (this.hook !== 'on') {
      this.hook = 'on';
      this.happen('on hook');
    }
    this.settle();
  }

  protected settle(): void {
    const busy = this.hook !== 'on' || this.calls.length > 0;
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.happen(busy ? 'busy' : 'idle');
  }

  protected resetHook(): void {
    this.hook = 'on';
    this.#busy = false;
  }
}

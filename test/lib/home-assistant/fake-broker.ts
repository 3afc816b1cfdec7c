interface Published {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}
type Take = (topic: string, payload: Buffer, packet: { retain: boolean; qos: number }) => void;

/**
 * Core's `mqtt-broker` as far as we know it, with a broker behind it that retains: for a clock that stands still, where a
 * real one would have to be waited for. What it must be like, `test/mqtt/` sees at the real ones.
 */
export class FakeBroker {
  connected = false;
  options: { protocolVersion?: number; clean?: boolean; will?: object } = { clean: true };
  birthMessage: object | undefined;
  readonly published: Published[] = [];
  readonly retained = new Map<string, string>();
  readonly subscriptions = new Map<string, { readonly options: object; readonly take: Take }>();
  readonly seats = new Map<string, { status(): void }>();
  readonly gone: boolean[] = [];

  register(seat: { id: string; status(): void }): void {
    this.seats.set(seat.id, seat);
  }

  deregister(seat: { id: string; status(): void }, done: () => void, autoDisconnect: boolean): void {
    seat.status();
    this.seats.delete(seat.id);
    this.gone.push(autoDisconnect);
    done();
  }

  subscribe(topic: string, options: object, take: Take, _ref: string): void {
    this.subscriptions.set(topic, { options, take });
    if (this.connected && (options as { rh?: number }).rh !== 2) this.#handOut(topic);
  }

  unsubscribe(topic: string, _ref: string, remove: boolean): void {
    if (remove) this.subscriptions.delete(topic);
  }

  publish({ topic, payload, retain }: Published, done: () => void): void {
    if (!this.connected) return;
    this.published.push({ topic, payload, retain });
    if (retain && payload === '') this.retained.delete(topic);
    else if (retain) this.retained.set(topic, payload);
    done();
  }

  /** The connection comes: users are told before subscriptions are renewed, as core does it. */
  connect(): void {
    this.connected = true;
    for (const seat of [...this.seats.values()]) seat.status();
    for (const topic of this.subscriptions.keys()) this.#handOut(topic);
  }

  lose(): void {
    this.connected = false;
    for (const seat of [...this.seats.values()]) seat.status();
  }

  /** A message comes from somebody. */
  deliver(topic: string, payload: string | Buffer, packet: { retain?: boolean; qos?: number } = {}): void {
    for (const [filter, { take }] of this.subscriptions)
      if (matches(filter, topic)) take(topic, Buffer.from(payload), { retain: false, qos: 0, ...packet });
  }

  /** What was published since the last time, as `topic payload`; retained ones with `!` in front. */
  take(): string[] {
    return this.published
      .splice(0)
      .map(({ topic, payload, retain }) => `${retain ? '!' : ''}${topic} ${payload}`.trim());
  }

  #handOut(filter: string): void {
    for (const [topic, payload] of [...this.retained])
      if (matches(filter, topic))
        this.subscriptions.get(filter)?.take(topic, Buffer.from(payload), { retain: true, qos: 0 });
  }
}

function matches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')];
  return wanted.length === levels.length && wanted.every((level, index) => level === '+' || level === levels[index]);
}

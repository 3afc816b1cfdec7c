import { EventEmitter } from 'node:events';
import { ActionUrlClient, type RequestHabits } from './action-url-client';
import { Journal } from './journal';
import { parseTemplate, substitute, type UrlTemplate } from './url-template';

/** One Action URL as it was sent, and what came back: a status, or why there was none. */
export interface Report<L extends string = string> {
  readonly event: L;
  readonly target: string;
  readonly status?: number;
  readonly error?: string;
}

export interface ReporterOptions {
  readonly unknownVariables: 'empty' | 'literal';
  readonly escapeValues: 'none' | 'percent';
}

/** The "Action URL" page of a phone, and the sending: one after the other, so that the order at the server is the phone's. */
export class Reporter<L extends string> extends EventEmitter<{ reported: [Report<L>] }> {
  readonly journal = new Journal<Report<L>>();
  readonly #templates = new Map<L, UrlTemplate>();
  readonly #client: ActionUrlClient;
  #sending: Promise<void> = Promise.resolve();
  #running = false;

  constructor(
    habits: RequestHabits,
    readonly options: ReporterOptions,
  ) {
    super();
    this.#client = new ActionUrlClient(habits);
  }

  /** A blank URL clears the field; one that no phone would take throws. */
  configure(event: L, url: string): void {
    if (url === '') this.#templates.delete(event);
    else this.#templates.set(event, parseTemplate(url));
  }

  start(): void {
    this.#running = true;
    this.journal.reopen();
  }

  async stop(reason: string): Promise<void> {
    this.#running = false;
    this.#client.close();
    await this.#sending;
    this.journal.close(reason);
  }

  /** Resolves when every report so far is out and answered. */
  drained(): Promise<void> {
    return this.#sending;
  }

  /** Sends nothing where no URL is set. Names of `values` are in lower case. */
  report(event: L, values: ReadonlyMap<string, string>): void {
    const template = this.#templates.get(event);
    if (!template || !this.#running) return;
    const escape = this.options.escapeValues === 'percent' ? encodeURIComponent : (value: string) => value;
    const target = substitute(template.target, values, this.options.unknownVariables, escape);
    this.#sending = this.#send(this.#sending, event, template, target);
  }

  async #send(before: Promise<void>, event: L, server: UrlTemplate, target: string): Promise<void> {
    await before;
    if (!this.#running) return;
    const report = await this.#client.get(server, target).then(
      (status): Report<L> => ({ event, target, status }),
      (error: Error): Report<L> => ({ event, target, error: error.message }),
    );
    this.journal.add(report);
    this.emit('reported', report);
  }
}

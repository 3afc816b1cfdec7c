import { factsOf, vendorFacts } from '../../../nodes/lib/calls/facts';
import { Deploys } from '../../../nodes/lib/deploys';
import type { PhoneError } from '../../../nodes/lib/errors';
import type { Message } from '../../../nodes/lib/messages';
import { NodeStatuses } from '../../../nodes/lib/node-statuses';
import { type CommandFlowNode, CommandNode } from '../../../nodes/lib/outcomes/command-node';
import type { CommandFailure } from '../../../nodes/lib/outcomes/failure';
import { NewsDesk } from '../../../nodes/lib/outcomes/news-desk';
import type { CommandResult, Phone } from '../../../nodes/lib/phones/phone';
import { readCommand } from '../../../nodes/lib/phones/read-command';
import { own } from '../../support/own';
import { Recorder } from '../../support/recorder';
import { builtIn } from '../../support/vendors';
import { parts, Site as Calls } from '../calls/site';
import { Site as Phones } from '../phones/phones';

/** What became of a message: exactly one of these. */
export interface Ending {
  readonly result?: CommandResult;
  readonly failure?: CommandFailure;
  readonly error?: PhoneError;
  readonly message: Message;
}

/** A message that was given to a node. */
export interface Given {
  readonly ending: Promise<Ending>;
  /** What it has become by now. */
  readonly now: () => Ending | undefined;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A phone on a desk: a web server that notes what is pressed, a tracker that is told what the phone reports, and a clock
 * that stands still until it is told to go on.
 */
export class Desk {
  readonly calls = new Calls();
  readonly phones = new Phones();
  readonly news = new NewsDesk(this.calls.tracker);
  readonly deploys = new Deploys();
  readonly shown: string[] = [];
  readonly web = new Recorder();
  /** Commands that the phones have answered. */
  answered = 0;
  #phone: Phone | undefined;

  async start(vendor = 'atcom', properties: object = {}): Promise<this> {
    own(await this.web.start());
    own(this.phones);
    this.#phone = this.addPhone('desk', vendor, properties);
    return this;
  }

  addPhone(id: string, vendor: string, properties: object = {}): Phone {
    const phone = this.phones.add({ id, vendor, name: id, port: this.web.port, ...properties });
    phone.onSign = (isReachable) => {
      if (isReachable) this.answered += 1;
    };
    this.calls.deploy({ id, facts: phone.profile ? vendorFacts(phone.profile) : factsOf([]) });
    return phone;
  }

  get phone(): Phone {
    if (!this.#phone) throw new Error('not started');
    return this.#phone;
  }

  /** The keys of all requests, oldest first. */
  get pressed(): string[] {
    return this.web.targets.map((target) => decodeURIComponent(target.replace(/^.*?key=/, '')));
  }

  node(properties: object = {}, changes: Partial<CommandFlowNode<Message>> = {}): CommandNode<Message> {
    const given = { retries: '0', maxAge: '0', ...properties };
    const settings = readCommand({ properties: given, credentials: {} }, given, () => undefined);
    const flowNode: CommandFlowNode<Message> = {
      hasPhone: true,
      ownPhone: () => this.#phone,
      phoneNamed: (reference) => this.phones.directory.named(reference, ''),
      value: () => Promise.resolve(settings.value),
      error: () => {},
      language: () => undefined,
      clone: (value) => structuredClone(value),
      ...changes,
    };
    const status = new NodeStatuses().of('node', ({ text = '' }) => this.shown.push(text));
    const { deploys, news } = this;
    const { tracker: calls, clocks } = this.calls;
    return own(new CommandNode(flowNode, settings, status, { deploys, vendors: builtIn, calls, news, clocks }));
  }

  /** Hands a message over, and waits until the phone has answered so many requests more, or the message has come to an end. */
  async give(payload: unknown, node = this.node(), requests = 1, message: Message = {}): Promise<Given> {
    let ended: Ending | undefined;
    const ending = new Promise<Ending>((resolve) => {
      const end = (found: Ending): void => {
        ended = found;
        resolve(found);
      };
      const given = { ...message, payload };
      node.input(
        given,
        (sent) => {
          if (!Array.isArray(sent)) end({ result: sent.payload as CommandResult, message: sent });
          else end({ failure: sent[1]?.payload as CommandFailure, message: sent[1] ?? {} });
        },
        (error) => {
          if (error) end({ error: error as PhoneError, message: given });
        },
      );
    });
    const all = this.answered + requests;
    while (this.answered < all && !ended) await turn();
    await this.settle();
    return { ending, now: () => ended };
  }

  /** Waits until so many requests have been answered, all in all. */
  async until(requests: number): Promise<void> {
    while (this.answered < requests) await turn();
    await this.settle();
  }

  /** Lets what has been answered come to where it is waited for. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 20; turns += 1) await turn();
  }

  report(event: string, words = '', phone = 'desk'): void {
    this.calls.report(event, parts(words), phone);
  }

  /** Lets time pass, and what is due come about. */
  async wait(seconds: number): Promise<void> {
    this.calls.wait(seconds * 1000);
    await this.settle();
  }
}

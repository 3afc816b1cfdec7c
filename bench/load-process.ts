/** The load generator's process: takes a `LoadJob`, sends back a `LoadResult`. */
import { connect, type Socket } from 'node:net';
import type { LoadJob, LoadResult } from './load';

const ANSWER_BYTES = 16_384;
/** Milliseconds that the last answers may take. */
const PATIENCE = 5_000;

class Burst {
  readonly #job: LoadJob;
  readonly #requests: readonly Buffer[];
  readonly #latencies: number[] = [];
  readonly #failures: Record<string, number> = {};
  readonly #resolve: (result: LoadResult) => void;
  readonly #started = performance.now();
  readonly #until: number;
  readonly #sockets = new Set<Socket>();
  readonly #deadline: NodeJS.Timeout;
  #next = 0;
  #running: number;

  constructor(job: LoadJob, resolve: (result: LoadResult) => void) {
    this.#job = job;
    this.#resolve = resolve;
    this.#until = this.#started + job.milliseconds;
    this.#requests = job.targets.map((target) => Buffer.from(requestOf(job, target), 'latin1'));
    this.#running = job.connections;
    this.#deadline = setTimeout(() => this.#giveUp(), job.milliseconds + PATIENCE);
    for (let i = 0; i < job.connections; i++) {
      if (job.mode === 'keep-alive') this.#keep();
      else this.#single();
    }
  }

  #request(): Buffer {
    this.#next = (this.#next + 1) % this.#requests.length;
    return this.#requests[this.#next] ?? Buffer.alloc(0);
  }

  get #isOver(): boolean {
    return performance.now() >= this.#until;
  }

  #count(status: string, started: number): void {
    if (status === '200') this.#latencies.push(performance.now() - started);
    else this.#failures[status] = (this.#failures[status] ?? 0) + 1;
  }

  /** One connection, one request after the other. */
  #keep(): void {
    let started = 0;
    let read = 0;
    /** An answer's length, learnt from the first: all answers of one server are alike. */
    let length = 0;
    const send = (): void => {
      started = performance.now();
      read = 0;
      socket.write(this.#request());
    };
    const onRead = (bytes: number, buffer: Uint8Array): boolean => {
      if (read === 0 && length === 0) length = answerLength(Buffer.from(buffer.buffer, 0, bytes));
      if (read === 0) status = Buffer.from(buffer.buffer, 9, 3).toString('latin1');
      read += bytes;
      if (read < length) return true;
      this.#count(read === length && length > 0 ? status : 'odd answer', started);
      if (this.#isOver) socket.destroy();
      else send();
      return true;
    };
    let status = '';
    const onread = { buffer: Buffer.from(new ArrayBuffer(ANSWER_BYTES)), callback: onRead };
    const socket = connect({ port: this.#job.port, host: '127.0.0.1', noDelay: true, onread });
    this.#sockets.add(socket);
    socket.once('connect', send);
    socket.once('error', (error: NodeJS.ErrnoException) => this.#count(error.code ?? 'error', started));
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#ended();
    });
  }

  /** Connections one after the other, each for one request. */
  #single(): void {
    const started = performance.now();
    let status = '';
    const socket: Socket = connect({ port: this.#job.port, host: '127.0.0.1', noDelay: true });
    this.#sockets.add(socket);
    socket.write(this.#request());
    socket.on('data', (chunk) => {
      if (status === '') status = chunk.toString('latin1', 9, 12);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      status = error.code ?? 'error';
    });
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#count(status || 'no answer', started);
      if (this.#isOver) this.#ended();
      else this.#single();
    });
  }

  /** A server that stopped answering must not stop the benchmark. */
  #giveUp(): void {
    if (this.#job.mode === 'keep-alive') this.#failures['no answer'] = this.#sockets.size;
    for (const socket of this.#sockets) socket.destroy();
  }

  #ended(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    clearTimeout(this.#deadline);
    const seconds = (performance.now() - this.#started) / 1000;
    const sorted = Float64Array.from(this.#latencies).sort();
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    this.#resolve({ answers: sorted.length, failures: this.#failures, seconds, p50: at(0.5), p99: at(0.99) });
  }
}

function requestOf({ mode, port }: LoadJob, target: string): string {
  if (mode === 'close') return `GET ${target} HTTP/1.0\r\n\r\n`;
  const headers = [`Host: 127.0.0.1:${port}`, 'User-Agent: Phone 1.0', 'Connection: keep-alive'];
  return `GET ${target} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`;
}

/** Head and body; 0 where the chunk is no whole head with a length. */
function answerLength(chunk: Buffer): number {
  const text = chunk.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  return end < 0 || length === undefined ? 0 : end + 4 + Number(length);
}

process.on('message', (job: LoadJob) => {
  void new Promise<LoadResult>((resolve) => new Burst(job, resolve)).then((result) => process.send?.(result));
});

import { once } from 'node:events';
import { WebSocket } from 'undici';

/** One line of the editor's debug pane. */
export interface DebugLine {
  /** Name of the debug node. */
  readonly name: string;
  readonly content: Record<string, unknown>;
}

/** Watches the debug pane as the editor does: by Node-RED's own web socket. */
export class DebugPane {
  readonly #socket: WebSocket;
  readonly #watchers = new Set<(line: DebugLine) => void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', (event) => this.#read(String(event.data)));
  }

  static async open(url: string): Promise<DebugPane> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/comms`);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true });
      socket.addEventListener('error', () => reject(new Error('the debug pane cannot be watched')), { once: true });
    });
    socket.send(JSON.stringify({ subscribe: 'debug' }));
    return new DebugPane(socket);
  }

  /** Called for each line; the returned function ends it. */
  watch(watcher: (line: DebugLine) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket as unknown as EventTarget, 'close');
    this.#socket.close();
    await closed;
  }

  #read(text: string): void {
    const entries = JSON.parse(text) as { topic?: string; data?: { name?: string; msg?: string } }[] | object;
    for (const { topic, data } of Array.isArray(entries) ? entries : []) {
      if (topic !== 'debug' || typeof data?.msg !== 'string') continue;
      const line = { name: data.name ?? '', content: contentOf(data.msg) };
      for (const watcher of this.#watchers) watcher(line);
    }
  }
}

/** Objects come as JSON, what is longer than the pane shows is cut: then there is nothing to read. */
function contentOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { value };
  } catch {
    return { value: text };
  }
}

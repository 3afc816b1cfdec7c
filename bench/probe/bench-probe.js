/**
 * Nodes that measure from within Node-RED, loaded by `nodesDir` for benchmark and soak alone:
 * - `bench-config`: a config node that does nothing, the price of a node as such;
 * - `bench-sink`: counts the messages that reach it, and by `seq` which ones did;
 * - `bench-driver`: keeps a number of commands under way and measures them;
 * - `bench-in`: answers whatever comes to its port as bare-net.ts does, and sends a message that says nothing: the least
 *   that any node could do to feed a flow.
 * An admin route lets the measuring process ask.
 */
const inspector = require('node:inspector');
const { createServer } = require('node:net');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Of the process, not of a node: counts must outlive redeploys. One byte per `seq`, outside the heap that is measured. */
const SEQUENCE_NUMBERS = 1 << 22;
const seen = { messages: 0, bySeq: new Uint8Array(SEQUENCE_NUMBERS) };
/** Commands by number: received by a node, and how each was completed. */
const CODES = ['', 'ok', 'INVALID_PAYLOAD', 'INVALID_VALUE', 'UNKNOWN_KEY', 'UNSUPPORTED_ACTION'].concat(
  ['UNSUPPORTED_BY_MODEL', 'DISRUPTIVE_REFUSED', 'NO_PHONE', 'NO_ADDRESS', 'UNREACHABLE', 'TIMEOUT'],
  ['UNREADABLE_ANSWER', 'UNAUTHORIZED', 'FORBIDDEN', 'REFUSED', 'QUEUE_FULL', 'EXPIRED', 'CLOSED'],
);
const commands = {
  received: new Uint8Array(SEQUENCE_NUMBERS),
  completed: new Uint8Array(SEQUENCE_NUMBERS),
  outcome: new Uint8Array(SEQUENCE_NUMBERS),
};

/** Records of calls by the number in their id (`FIRST_CALL` of soak/caller.ts is the first), and the last answer of states. */
const FIRST_CALL = 10_000_000;
const OUTCOMES = ['', 'answered', 'missed', 'rejected', 'forwarded', 'elsewhere', 'unanswered', 'busy', 'canceled'];
const calls = { records: new Uint8Array(SEQUENCE_NUMBERS), recorded: new Uint8Array(SEQUENCE_NUMBERS), states: [] };

function countSeq(bytes, seq) {
  if (Number.isInteger(seq) && seq >= 0 && seq < bytes.length && bytes[seq] < 255) bytes[seq] += 1;
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

let session;
function profiler(what) {
  return new Promise((resolve, reject) => {
    if (!session) {
      session = new inspector.Session();
      session.connect();
    }
    const post = (method, params, then) =>
      session.post(method, params, (error, result) => (error ? reject(error) : then(result)));
    if (what === 'start') {
      post('Profiler.enable', {}, () =>
        post('Profiler.setSamplingInterval', { interval: 200 }, () => post('Profiler.start', {}, () => resolve({}))),
      );
    } else {
      post('Profiler.stop', {}, ({ profile }) => resolve(profile));
    }
  });
}

function handles() {
  const counts = {};
  for (const type of process.getActiveResourcesInfo()) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

module.exports = (RED) => {
  RED.nodes.registerType('bench-config', function BenchConfig(config) {
    RED.nodes.createNode(this, config);
  });

  RED.nodes.registerType('bench-sink', function BenchSink(config) {
    RED.nodes.createNode(this, config);
    this.on('input', (message, _send, done) => {
      seen.messages += 1;
      countSeq(seen.bySeq, Number(message.variables?.seq));
      done();
    });
  });

  RED.nodes.registerType('bench-in', function BenchIn(config) {
    RED.nodes.createNode(this, config);
    const { port, answer, answerAndEnd } = config;
    const open = new Set();
    const server = createServer({ noDelay: true }, (socket) => {
      open.add(socket);
      socket.on('data', (request) => {
        if (request.includes('HTTP/1.1')) socket.write(answer, 'latin1');
        else socket.end(answerAndEnd, 'latin1');
        this.send({ payload: '' });
      });
      socket.on('error', () => socket.destroy());
      socket.on('close', () => open.delete(socket));
    });
    server.listen(port, '127.0.0.1');
    this.on('close', (done) => {
      server.close(() => done());
      for (const socket of open) socket.destroy();
    });
  });

  RED.nodes.registerType('bench-driver', function BenchDriver(config) {
    RED.nodes.createNode(this, config);
    let run;
    const issue = () => {
      const index = run.next++ % run.messages.length;
      this.send({ ...run.messages[index], started: performance.now() });
      run.underWay += 1;
    };
    const finish = () => {
      const { resolve, started, cpu, latencies, failures } = run;
      const { user, system } = process.cpuUsage(cpu);
      latencies.sort((a, b) => a - b);
      run = undefined;
      resolve({
        done: latencies.length,
        failures,
        seconds: (performance.now() - started) / 1000,
        cpu: (user + system) / 1e6,
        p50: percentile(latencies, 0.5),
        p99: percentile(latencies, 0.99),
      });
    };
    this.on('input', (message, _send, done) => {
      done();
      if (!run) return;
      run.underWay -= 1;
      // Core's node says success by a status code, ours by a payload, both say failure through a Catch node.
      const failed = message.error || (message.statusCode !== undefined && message.statusCode !== 200);
      if (failed) {
        const code = String(message.error?.code ?? message.error?.message ?? message.statusCode);
        run.failures[code] = (run.failures[code] ?? 0) + 1;
      } else run.latencies.push(performance.now() - message.started);
      if (performance.now() < run.until) issue();
      else if (run.underWay === 0) finish();
    });
    /** Repeats the messages for so long, so many under way; resolves to what came of it. */
    this.drive = ({ messages, parallel, milliseconds }) =>
      new Promise((resolve) => {
        const started = performance.now();
        run = { messages, next: 0, underWay: 0, resolve, started, until: started + milliseconds };
        run.latencies = [];
        run.failures = {};
        run.cpu = process.cpuUsage();
        for (let i = 0; i < parallel; i++) issue();
      });
    this.issue = (messages) => {
      for (const message of messages) this.send(message);
    };
  });

  const work = {
    state: ({ collect }) => {
      if (collect) for (let i = 0; i < 3; i++) collectGarbage();
      const { user, system } = process.cpuUsage();
      const { heapUsed, rss } = process.memoryUsage();
      const messages = seen.messages + (RED.settings.functionGlobalContext?.bench?.messages ?? 0);
      return { heapUsed, rss, cpu: (user + system) / 1e6, handles: handles(), messages };
    },
    drive: ({ node, ...run }) => RED.nodes.getNode(node).drive(run),
    issue: ({ node, messages }) => {
      const driver = RED.nodes.getNode(node);
      driver?.issue(messages);
      return { issued: driver ? messages.length : 0 };
    },
    profile: ({ what }) => profiler(what),
    /** The whole process stands still, as it does while something big is deployed. */
    block: ({ milliseconds }) => {
      const until = performance.now() + milliseconds;
      while (performance.now() < until) continue;
      return {};
    },
    /** Notes every command's begin and end from now on: hooks cost time, so only the soak asks for it. */
    watch: () => {
      RED.hooks.add('onReceive.bench', ({ msg, destination }) => {
        if (destination.node?.type === 'active-uri out') countSeq(commands.received, msg.seq);
      });
      // Where it leaves its node: between two nodes Node-RED loses messages when it stops their flow.
      RED.hooks.add('onSend.bench', (events) => {
        for (const { msg, source } of events) {
          if (source.node?.type !== 'phone state') continue;
          if (source.port === 0) {
            if (Array.isArray(msg.payload)) calls.states = msg.payload;
            continue;
          }
          const seq = Number(msg.payload.id) - FIRST_CALL;
          countSeq(calls.records, seq);
          const outcome = OUTCOMES.indexOf(msg.payload.outcome);
          if (Number.isInteger(seq)) calls.recorded[seq] = outcome < 0 ? 255 : outcome;
        }
      });
      RED.hooks.add('onComplete.bench', ({ msg, error, node }) => {
        if (node.node?.type !== 'active-uri out') return;
        countSeq(commands.completed, msg.seq);
        const code = CODES.indexOf(error ? error.code : 'ok');
        if (Number.isInteger(msg.seq)) commands.outcome[msg.seq] = code < 0 ? 255 : code;
      });
      return {};
    },
    states: () => calls.states.map(({ phone, state }) => ({ name: phone.name, state })),
    /** Bytes by number, as far as numbers were used. */
    numbers: ({ used }) => ({
      codes: CODES,
      events: Buffer.from(seen.bySeq.subarray(0, used)).toString('base64'),
      received: Buffer.from(commands.received.subarray(0, used)).toString('base64'),
      completed: Buffer.from(commands.completed.subarray(0, used)).toString('base64'),
      outcome: Buffer.from(commands.outcome.subarray(0, used)).toString('base64'),
      records: Buffer.from(calls.records.subarray(0, used)).toString('base64'),
      recorded: Buffer.from(calls.recorded.subarray(0, used)).toString('base64'),
      outcomes: OUTCOMES,
    }),
  };
  RED.httpAdmin.post('/bench-probe/:what', (request, response) => {
    Promise.resolve()
      .then(() => work[request.params.what](request.body))
      .then(
        (result) => response.json(result),
        (error) => response.status(500).json({ error: String(error.stack) }),
      );
  });
};

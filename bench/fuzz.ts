/**
 * Hostile requests, as many as wanted: `node --import tsx bench/fuzz.ts [requests] [seed]`.
 * Half go to Node-RED's server, half to a port of the node's own; as many again are read, of phones that are called by
 * hostile strangers. Ends with figures, or with the first that came out otherwise than it was built to.
 */
import { type Figures, fuzz } from '../test/fuzz/fuzz';
import { fuzzReading } from '../test/fuzz/reading';
import { startTarget } from '../test/fuzz/targets';

const requests = Number(process.argv[2] ?? 200_000);
const seed = Number(process.argv[3] ?? Math.floor(Math.random() * 1e9));

async function run(): Promise<void> {
  console.log(`seed ${seed}`);
  const started = performance.now();
  const figures = fuzzReading(seed, requests);
  console.log(`read: ${JSON.stringify(figures)}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
  for (const server of ['shared', 'own'] as const) {
    const target = await startTarget(server);
    try {
      show(await fuzz(target, seed, requests / 2));
    } finally {
      await target.stop();
    }
  }
}

function show({
  server,
  requests,
  connections,
  events,
  seconds,
  heapBefore,
  heapAfter,
  answers,
  kinds,
}: Figures): void {
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  console.log(
    `${server} server: ${requests} requests in ${connections} connections, ${events} events, ${seconds.toFixed(0)} s; ` +
      `heap ${megabytes(heapBefore)} after a tenth, ${megabytes(heapAfter)} at the end`,
  );
  console.log('  answers', JSON.stringify(answers));
  console.log('  kinds', JSON.stringify(kinds));
}

void run();

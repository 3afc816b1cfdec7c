import assert from 'node:assert/strict';
import { type Comparison, compare, type Way } from './compare';
import { REPORTERS } from './vendors';

/** In all; each make of phone gets its share. */
const RUNS = Number(process.env.CALLS_RUNS ?? 1_000);
const SEED = Number(process.env.CALLS_SEED ?? Math.floor(Math.random() * 1e9));

const PER_PHONE = Math.max(1, Math.ceil(RUNS / REPORTERS.length));

function all(way: Way, wanted: (label: string) => boolean = () => true): Comparison[] {
  const compared: Comparison[] = [];
  for (const phone of REPORTERS.filter(({ label }) => wanted(label))) {
    for (let n = 0; n < PER_PHONE; n++) compared.push(compare(SEED + 2 * n, phone, way));
  }
  return compared;
}

const sum = (compared: readonly Comparison[], what: Exclude<keyof Comparison, 'story'>): number =>
  compared.reduce((total, one) => total + one[what], 0);

function figures(compared: readonly Comparison[]): string {
  const share = (part: number, whole: number): string => `${((100 * part) / Math.max(1, whole)).toFixed(3)} %`;
  const inUse = share(sum(compared, 'wrongInUse'), sum(compared, 'inUse'));
  const idle = share(sum(compared, 'wrongIdle'), sum(compared, 'idle'));
  return `${inUse} wrong in use, ${idle} idle, ${sum(compared, 'wrongRecords')} of ${sum(compared, 'records')} records`;
}

const REPORTS_IDLE = new Set(REPORTERS.filter(({ events }) => events.has('busy-to-idle')).map(({ label }) => label));

describe(`calls: ${RUNS} true histories of seed ${SEED}`, function () {
  this.timeout(60_000 + RUNS * 20);

  it('come out as they were where nothing is lost', () => {
    const compared = all({});
    const wrong = compared.find(({ wrongInUse, wrongIdle, wrongRecords }) => wrongInUse + wrongIdle + wrongRecords > 0);
    assert.equal(wrong?.story, undefined);
    assert.ok(sum(compared, 'records') > 2 * RUNS, 'too few calls to prove anything');
  });

  it('with one event of a hundred lost, phones that report idleness are hardly ever wrong', function () {
    const compared = all({ loss: 0.01 }, (label) => REPORTS_IDLE.has(label));
    // Some hundred histories have luck or not; the promise is about many.
    const grace = RUNS < 10_000 ? 2 : 1;
    const told = figures(compared);
    assert.ok(sum(compared, 'wrongInUse') <= 0.015 * grace * sum(compared, 'inUse'), told);
    assert.ok(sum(compared, 'wrongIdle') <= 0.002 * grace * sum(compared, 'idle'), told);
    assert.ok(sum(compared, 'wrongRecords') <= 0.05 * grace * sum(compared, 'records'), told);
  });

  it('that arrive doubled are the same to phones that name their calls', () => {
    const compared = all({ doubling: 0.05 }, (label) => !['ATCOM', 'Fanvil', 'Akuvox', 'Yealink'].includes(label));
    assert.equal(sum(compared, 'wrongRecords'), 0, compared.find(({ wrongRecords }) => wrongRecords > 0)?.story);
    assert.equal(sum(compared, 'wrongInUse'), 0, compared.find(({ wrongInUse }) => wrongInUse > 0)?.story);
  });

  it('that arrive in any order within 50 ms give the same records to phones that name their calls', () => {
    const compared = all({ delay: 50 }, (label) => !['ATCOM', 'Akuvox', 'Yealink'].includes(label));
    assert.equal(sum(compared, 'wrongRecords'), 0, compared.find(({ wrongRecords }) => wrongRecords > 0)?.story);
  });
});

import assert from 'node:assert/strict';
import type { PhoneError } from '../../nodes/lib/errors';
import { SipStack } from '../../nodes/lib/transports/sip';
import { ACCOUNT } from '../lib/transports/sip/support/expected-digest';
import { keyPress, within } from '../lib/transports/sip/support/requests';
import { needs } from '../support/node-red';
import { END, hasSipp, RECEIVE, type SippRun, send, startSipp } from './sipp';

/** What became of a command that went to a sipp scenario. */
interface Outcome {
  readonly run: SippRun;
  /** The status, or the error's code. */
  readonly result: number | string;
  /** sipp's exit code: 0 where everything came as its scenario says, and nothing else. */
  readonly exit: number | null;
  readonly times: number[];
}

const CHALLENGE =
  'WWW-Authenticate: Digest realm="sipp", nonce="47ebe028cda119c35d4877b383027d28da013815", algorithm=MD5, qop="auth"';
const PROVEN = `<recv request="NOTIFY"><action>
  <verifyauth assign_to="proven" username="${ACCOUNT.username}" password="${ACCOUNT.password}"/></action></recv>
  <nop hide="true" test="proven" next="1"/>
  ${send('403 Forbidden').replace('<send>', '<send next="2">')}
  <label id="1"/>${send('200 OK')}<label id="2"/>`;

interface Scenario {
  readonly steps: readonly string[];
  readonly timeout: number;
  readonly address?: string;
  readonly transport?: 'u1' | 't1';
  readonly password?: string;
}

/** sipp's scenarios; a command waits `timeout` milliseconds for each. */
const SCENARIOS = {
  '200': { steps: [RECEIVE, send('200 OK'), END], timeout: 5000 },
  '100 then 200': { steps: [RECEIVE, send('100 Trying'), RECEIVE, send('200 OK'), END], timeout: 5000 },
  '100 then a lost 200': { steps: [RECEIVE, send('100 Trying'), RECEIVE, RECEIVE, send('200 OK'), END], timeout: 8000 },
  'three lost copies': { steps: [RECEIVE, RECEIVE, RECEIVE, RECEIVE, send('200 OK'), END], timeout: 8000 },
  '401': { steps: [RECEIVE, send('401 Unauthorized', CHALLENGE), PROVEN, END], timeout: 5000 },
  'wrong password': {
    steps: [RECEIVE, send('401 Unauthorized', CHALLENGE), PROVEN, END],
    timeout: 5000,
    password: 'wrong',
  },
  '489': { steps: [RECEIVE, send('489 Bad Event', 'Allow-Events: talk'), END], timeout: 5000 },
  // The next copy would come at 3.5 s.
  silence: { steps: [RECEIVE, RECEIVE, RECEIVE, '<pause milliseconds="3000"/>', END], timeout: 2000 },
  'IPv6 loopback': { steps: [RECEIVE, send('200 OK'), END], timeout: 5000, address: '::1' },
  TCP: { steps: [RECEIVE, '<pause milliseconds="1000"/>', send('200 OK'), END], timeout: 5000, transport: 't1' },
} as const satisfies Record<string, Scenario>;

describe('sipp as the phone', function () {
  this.timeout(60_000);
  const outcomes = new Map<string, Outcome>();
  const runs: SippRun[] = [];
  const stack = new SipStack();

  before(async function () {
    needs(this, 'sipp', hasSipp);
    // One after the other: ten programs that start at once keep each other from being in time.
    for (const [name, scenario] of Object.entries<Scenario>(SCENARIOS)) {
      const { steps, timeout, ...options } = scenario;
      const run = await startSipp(steps, options);
      runs.push(run);
      const host = run.address === '::1' ? '[::1]' : run.address;
      const uri = `sip:6040@${host}:${run.port}${name === 'TCP' ? ';transport=tcp' : ''}`;
      const result = await stack
        .notify(keyPress({ uri, ...ACCOUNT, ...(options.password && { password: options.password }) }), within(timeout))
        .then(
          (answer) => answer.status,
          (error: PhoneError) => error.code,
        );
      const exit = await run.exit;
      outcomes.set(name, { run, result, exit, times: run.times() });
    }
  });
  after(async () => {
    await Promise.all([stack.close(), ...runs.map((run) => run.stop())]);
  });

  /** Each copy at its moment by RFC 3261 17.1.2.2; the next is half a second or more away, so this tells them apart. */
  function assertOutcome(name: keyof typeof SCENARIOS, result: number | string, moments: number[]): void {
    const outcome = outcomes.get(name);
    assert.ok(outcome);
    assert.equal(outcome.result, result);
    assert.equal(outcome.exit, 0, outcome.run.log());
    assert.equal(outcome.times.length, moments.length, outcome.run.log());
    for (const [index, moment] of moments.entries()) {
      const late = (outcome.times[index] ?? Number.NaN) - moment;
      assert.ok(late > -50 && late < 400, `copy ${index + 1} came at ${outcome.times[index]}, not ${moment}`);
    }
  }

  it('gets one copy where it answers at once', () => assertOutcome('200', 200, [0]));
  it('gets a second copy where it says 100 and takes its time', () => assertOutcome('100 then 200', 200, [0, 500]));
  it('gets copies every 4 s where a 200 is lost after 100', () =>
    assertOutcome('100 then a lost 200', 200, [0, 500, 4500]));
  it('gets copies at 0.5, 1.5 and 3.5 s where three are lost', () =>
    assertOutcome('three lost copies', 200, [0, 500, 1500, 3500]));
  it('finds the password proven where it challenges', () => assertOutcome('401', 200, [0, 0]));
  it('sees through a wrong password', () => assertOutcome('wrong password', 403, [0, 0]));
  it('refuses an event with 489', () => assertOutcome('489', 489, [0]));
  it('gets no copy after the deadline', () => assertOutcome('silence', 'TIMEOUT', [0, 500, 1500]));
  it('is reached over IPv6', () => assertOutcome('IPv6 loopback', 200, [0]));
  it('gets one copy over TCP, however long it takes', () => assertOutcome('TCP', 200, [0]));

  it('may die with the NOTIFY in its hands: the answer is then unreadable', async () => {
    const run = await startSipp([RECEIVE, '<pause milliseconds="60000"/>', END], { transport: 't1' });
    try {
      const answer = stack.notify(keyPress({ uri: `sip:6040@127.0.0.1:${run.port};transport=tcp` }), within(20_000));
      const ends = assert.rejects(answer, { code: 'UNREADABLE_ANSWER' });
      while (run.times().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      run.process.kill('SIGKILL');
      await ends;
      assert.equal(run.times().length, 1);
    } finally {
      await run.stop();
    }
  });
});

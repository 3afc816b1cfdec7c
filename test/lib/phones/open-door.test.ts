import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Gatekeeper } from '../../phones/gatekeeper';
import { Recorder } from '../../support/recorder';
import { rejection } from '../commands/errors';
import { Site, sending } from './phones';

const LOGIN = { username: 'api', password: 'canary&4711' };
const NEW = '/fcgi/OpenDoor?action=OpenDoor&DoorNum=';
const OLD = '/fcgi/do?action=OpenDoor&UserName=api&Password=canary%264711&DoorNum=';
const OLD_SHOWN = '/fcgi/do?action=OpenDoor&UserName=***&Password=***&DoorNum=';
const DONE = '{"retcode":0,"action":"OpenDoor","message":"OK"}';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Door stations as the vendor's page on opening by HTTP describes them, and clients of their API. */
describe('an Akuvox door station', () => {
  let site: Site;
  let web: Recorder;
  /** Requests that opened the door. */
  let opened: string[];
  beforeEach(async () => {
    site = new Site();
    web = await new Recorder().start();
    opened = [];
  });
  afterEach(async () => {
    await site.close();
    await web.stop();
  });
  const door = (credentials: Record<string, string> = LOGIN) =>
    site.add({ vendor: 'akuvox', port: web.port }, credentials);
  const open: Answer = ({ url = '' }, response) => {
    opened.push(url);
    response.end(DONE);
  };
  /** Asks for the login by Digest before it opens. */
  const guarded = (): Answer => {
    const keeper = new Gatekeeper({ scheme: 'digest', ...LOGIN });
    return (request, response) => {
      const admission = keeper.admit('GET', request.url ?? '', request.headers.authorization);
      if (admission.granted) open(request, response);
      else response.writeHead(401, { 'www-authenticate': admission.challenge }).end();
    };
  };
  /** What the two pages answer. */
  const station = (byNew: Answer, byOld: Answer): void => {
    web.answer = (request, response) => (request.url?.startsWith('/fcgi/OpenDoor') ? byNew : byOld)(request, response);
  };
  const say =
    (status: number, body = ''): Answer =>
    (_request, response) =>
      response.writeHead(status).end(body);

  it('in high security mode is opened by the new form and its login', async () => {
    station(guarded(), say(200, 'please use new interface'));
    const result = await door().send({ action: 'open-door' }, sending());
    assert.deepEqual(opened, [`${NEW}1`]);
    assert.equal(result.sent, `${NEW}1`);
    assert.ok(web.targets.every((target) => !target.includes('canary')));
  });

  it('without that mode is opened by the new form as well', async () => {
    station(guarded(), open);
    await door().send({ action: 'open-door' }, sending());
    assert.deepEqual(opened, [`${NEW}1`]);
  });

  it('without a login is opened without one', async () => {
    station(open, say(404));
    await door({}).send({ action: 'open-door' }, sending());
    assert.deepEqual(opened, [`${NEW}1`]);
  });

  for (const [what, unknown] of [
    ['404', say(404)],
    ['a retcode', say(200, '{"retcode":-1,"message":"fail"}')],
    ['words', say(200, 'No handlers for this request')],
  ] as const) {
    it(`of older firmware, which says so by ${what}, is opened by the old form, once, its login masked`, async () => {
      station(unknown, open);
      const result = await door().send({ action: 'open-door' }, sending());
      assert.deepEqual(web.targets, [`${NEW}1`, `${OLD}1`]);
      assert.deepEqual(opened, [`${OLD}1`]);
      assert.equal(result.sent, `${OLD_SHOWN}1`);
    });
  }

  it('opens the relay that line names', async () => {
    station(open, say(404));
    for (const line of [1, 2, 'SA', 'SB']) await door({}).send({ action: 'open-door', line }, sending());
    assert.deepEqual(opened, [`${NEW}1`, `${NEW}2`, `${NEW}SA`, `${NEW}SB`]);
    await rejection('INVALID_VALUE', door({}).send({ action: 'open-door', line: '1&x=2' }, sending()));
    await rejection('UNSUPPORTED_ACTION', door({}).send({ action: 'open-door', code: '1' }, sending()));
    assert.equal(opened.length, 4);
  });

  it('that refuses within a 200 is an error, and the command is sent once', async () => {
    for (const [body, code] of [
      ['{"retcode":-2,"action":"OpenDoor"}', 'REFUSED'],
      ['{"retcode":-3}', 'REFUSED'],
      ['User name or password is incorrect', 'UNAUTHORIZED'],
    ] as const) {
      web.targets.length = 0;
      station(say(200, body), open);
      const error = await rejection(code, door({}).send({ action: 'open-door' }, sending({ retries: 3 })));
      assert.deepEqual(error.cause, { status: 200 });
      assert.deepEqual(web.targets, [`${NEW}1`]);
    }
    assert.deepEqual(opened, []);
  });

  it('that refuses the login within a 200 is not told it again for a while, where the request carried it', async () => {
    const wrong = say(200, 'User name or password is incorrect');
    station(say(404), wrong);
    const old = door();
    await rejection('UNAUTHORIZED', old.send({ action: 'open-door' }, sending()));
    const before = web.targets.length;
    await rejection('UNAUTHORIZED', old.send({ action: 'open-door' }, sending()));
    assert.equal(web.targets.length, before, 'the password stood in the address');
    // Nothing was presented: nothing can have been wrong.
    station(wrong, wrong);
    const never = site.add({ id: 'never', vendor: 'akuvox', port: web.port }, LOGIN);
    for (let i = 0; i < 2; i++) await rejection('UNAUTHORIZED', never.send({ action: 'open-door' }, sending()));
    assert.equal(web.targets.length, before + 2);
    const basic = site.add({ id: 'basic', vendor: 'akuvox', port: web.port, login: 'basic' }, LOGIN);
    for (let i = 0; i < 2; i++) await rejection('UNAUTHORIZED', basic.send({ action: 'open-door' }, sending()));
    assert.equal(web.targets.length, before + 3);
  });

  it('that does not end its answer holds nothing up for long', async () => {
    station((_request, response) => response.write(DONE), open);
    const result = await door({}).send({ action: 'open-door' }, sending({ timeout: 20_000 }));
    assert.equal(result.status, 200);
  });
});

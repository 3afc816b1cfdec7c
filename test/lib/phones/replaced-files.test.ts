import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ROOT } from '../../support/package';
import { Recorder } from '../../support/recorder';
import { Uas } from '../transports/sip/support/uas';
import type * as Phones from './phones';

/** What npm does to the files of a package that runs: a copy of ours, whose files go and come. */
describe('a package whose files are replaced while it runs', function () {
  this.timeout(60_000);
  let folder: string;
  let phones: typeof Phones;
  let site: Phones.Site;
  let web: Recorder;
  let uas: Uas;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'voip-phone-'));
    for (const part of [
      join('nodes', 'lib'),
      join('test', 'lib', 'phones', 'phones.ts'),
      join('test', 'support', 'vendors.ts'),
    ]) {
      cpSync(join(ROOT, part), join(folder, part), { recursive: true });
    }
    phones = require(join(folder, 'test', 'lib', 'phones', 'phones.ts'));
    site = new phones.Site();
    web = await new Recorder().start();
    uas = await Uas.udp((request) => request.reply(200));
  });
  afterEach(async () => {
    await site.close();
    await Promise.all([web.stop(), uas.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const sipFolder = join('nodes', 'lib', 'transports', 'sip');
  const away = (part: string): (() => void) => {
    const [place, aside] = [join(folder, part), `${join(folder, part)}.old`];
    renameSync(place, aside);
    return () => renameSync(aside, place);
  };
  const byHttp = () => site.add({ port: web.port });
  const bySip = () => site.add({ transport: 'sip', sipUri: `sip:6040@127.0.0.1:${uas.port}` });
  const send = (phone: ReturnType<typeof byHttp>) => phone.send(phones.press('OK'), phones.sending({ retries: 3 }));

  it('loads no SIP client at its start, and one soon after the flows have started', async () => {
    const runs = (part: string) => Object.keys(require.cache).some((file) => file.startsWith(join(folder, part)));
    const { Installation } = require(join(folder, 'nodes', 'lib', 'installation', 'installation.ts'));
    const installation = new Installation();
    for (let id = 0; id < 20; id += 1) installation.addPhone(phones.phoneSettings({ id: String(id) }));
    assert.equal(runs(sipFolder), false);
    installation.deploys.tell('started');
    while (!runs(sipFolder)) await nextTurn();
  });

  it('goes on with what was loaded in an idle moment', async () => {
    const { loadTransports } = require(join(folder, 'nodes', 'lib', 'phones', 'load-transports.ts'));
    await loadTransports();
    away(join('nodes', 'lib', 'transports'));
    const [http, sip] = [byHttp(), bySip()];
    for (let n = 0; n < 2; n += 1) {
      assert.equal((await send(http)).status, 200);
      assert.equal((await send(sip)).status, 200);
    }
    // The next generation of phones, after a deploy, too.
    await Promise.all([http.close(), sip.close()]);
    assert.equal((await send(byHttp())).status, 200);
    assert.equal((await send(bySip())).status, 200);
  });

  for (const part of [sipFolder, join(sipFolder, 'transaction.ts')]) {
    it(`says INTERNAL while ${part} is away, blames no phone, and goes on when it is back`, async () => {
      const subject = bySip();
      const back = away(part);
      // Five failures in a row would make a phone count as dead.
      for (let n = 0; n < 6; n += 1) {
        await assert.rejects(send(subject), {
          code: 'INTERNAL',
          message: /files of node-red-contrib-voip-phone cannot be loaded.*restart Node-RED/,
          cause: { code: 'MODULE_NOT_FOUND' },
        });
      }
      const asked = subject.ask('/', { timeout: 1000, signal: new AbortController().signal });
      await assert.rejects(asked, { code: 'INTERNAL' });
      back();
      assert.equal((await send(subject)).status, 200);
      assert.equal(web.targets.length + uas.requests.length, 1);
    });
  }

  it('says INTERNAL where a file is there by half', async () => {
    const file = join(sipFolder, 'transaction.ts');
    const back = away(file);
    writeFileSync(join(folder, file), 'module.exports = {');
    await assert.rejects(send(bySip()), { code: 'INTERNAL', message: /cannot be loaded.*restart Node-RED/ });
    back();
    assert.equal((await send(bySip())).status, 200);
  });
});

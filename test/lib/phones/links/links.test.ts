import assert from 'node:assert/strict';
import { PhoneError } from '../../../../nodes/lib/errors';
import type { PhonePlace } from '../../../../nodes/lib/phones/links/link';
import { Links } from '../../../../nodes/lib/phones/links/links';
import { SharedSipStack } from '../../../../nodes/lib/phones/links/shared-sip-stack';
import { own } from '../../../support/own';
import { RawPhone } from '../../../support/raw-phone';
import { Recorder } from '../../../support/recorder';
import { rejection } from '../../commands/errors';
import { Uas } from '../../transports/sip/support/uas';
import { phoneSettings } from '../phones';

const NOTIFY = { event: 'ACTIVE-URI', contentType: 'message/sipfrag' };
const KEY = { wire: '/keys?key=OK', shown: '/keys?key=OK' };

/** A phone that is where the test says. */
class Place implements PhonePlace {
  host = '127.0.0.1';
  readonly heard: string[] = [];

  answered(host: string): void {
    this.heard.push(host);
  }

  noAddress(): PhoneError {
    return new PhoneError('NO_ADDRESS', 'the phone has no address: set its host');
  }
}

describe('phones/links', () => {
  const linksTo = (properties: object, place = new Place()): { links: Links; place: Place } => ({
    place,
    links: own(new Links(phoneSettings({ ...properties }), place, new SharedSipStack())),
  });
  const options = { timeout: 5000, signal: new AbortController().signal };

  it('are made at their first use, and stay the same', async () => {
    const { links } = linksTo({});
    assert.equal(links.by('http'), links.by('http'));
    assert.notEqual(links.by('http').constructor, links.by('sip').constructor);
    await links.close();
  });

  it('need to know where the phone is', async () => {
    const { links, place } = linksTo({});
    place.host = '';
    for (const link of [links.by('http'), links.by('sip')]) {
      await rejection('NO_ADDRESS', link.send({ ...KEY, notify: NOTIFY }, options));
      await rejection('NO_ADDRESS', link.ask('/', options));
    }
    assert.deepEqual(place.heard, []);
  });

  it('by HTTP tell where the phone has answered, and end the connection to where it was', async () => {
    const [old, moved] = [own(await RawPhone.start('127.0.0.2')), own(await new Recorder().start('127.0.0.3'))];
    const { links, place } = linksTo({ port: old.port });
    place.host = '127.0.0.2';
    const { status } = await links.by('http').send(KEY, options);
    assert.equal(status, 200);
    assert.equal(old.open, 1);
    place.host = '127.0.0.3';
    await rejection('UNREACHABLE', links.by('http').send(KEY, options));
    await links.close();
    await old.drained();
    assert.deepEqual(place.heard, ['127.0.0.2']);
    assert.deepEqual(moved.targets, []);
  });

  it('by SIP send what the plan says, and believe no registrar to be the phone', async () => {
    const uas = own(await Uas.udp((request) => request.reply(200)));
    const { links, place } = linksTo({ sipUri: `sip:6040@127.0.0.1:${uas.port}` });
    await links.by('sip').send({ wire: 'key=OK', shown: 'key=OK', notify: NOTIFY }, options);
    await links.by('sip').ask('/not for SIP', options);
    assert.deepEqual(
      uas.requests.map(({ text, body }) => [text.split(' ', 1)[0], body]),
      [
        ['NOTIFY', 'key=OK'],
        ['OPTIONS', ''],
      ],
    );
    assert.deepEqual(place.heard, []);
  });

  it('by SIP send nothing that is no NOTIFY', async () => {
    const { links } = linksTo({});
    await rejection('UNSUPPORTED_ACTION', links.by('sip').send(KEY, options));
  });
});

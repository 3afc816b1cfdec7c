import assert from 'node:assert/strict';
import { MAC } from '../fixtures';
import { AskingPhone, PnpBench } from './bench';

const url = (text = ''): string => text.slice(text.indexOf('\r\n\r\n') + 4);

describe('phones that ask the network', () => {
  it('are answered with 200 and a NOTIFY that names where their own file is', async () => {
    const bench = new PnpBench();
    bench.adopt();
    await bench.open();
    const phone = await AskingPhone.at();
    await bench.ask(phone);
    const [ok = '', notify = ''] = await phone.heard(2);
    assert.match(ok, /^SIP\/2\.0 200 OK\r\nVia: SIP\/2\.0\/UDP 192\.0\.2\.9:5060;branch=z9hG4bK1\r\n/);
    assert.match(notify, new RegExp(`^NOTIFY sip:127\\.0\\.0\\.1:${phone.port} SIP/2\\.0\\r\\n`));
    assert.match(url(notify), new RegExp(`^http://127\\.0\\.0\\.1:${bench.port}/phone/setup/[\\w-]{22}/$`));
    const file = await fetch(`${url(notify)}${MAC}.cfg`);
    assert.equal(file.status, 200);
    assert.match(await file.text(), /incoming_call = http/);
    assert.equal(bench.only.standing, 'fetched');
    assert.ok(bench.only.asked !== undefined && bench.only.offered !== undefined);
  });
});

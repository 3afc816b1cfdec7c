import assert from 'node:assert/strict';
import { type FileSource, WantedFiles } from '../../../nodes/lib/setup/wanted-files';
import { builtIn } from '../../support/vendors';
import { files, interfaces, phone } from './fixtures';

describe('the file that a phone is to have', () => {
  const source = (changes: Partial<FileSource> = {}): FileSource => ({
    ...{ reading: { files: files() }, reached: { baseUrl: '', port: 1881, isTls: false } },
    ...changes,
  });
  const [AT, ELSEWHERE] = ['192.168.5.20', '10.0.0.20'];
  const desk = phone();

  it('is written once for each place, until phone, listener or User-Agent are others', () => {
    const wanted = new WantedFiles(builtIn, interfaces('192.168.5.2/24', '10.0.0.2/24'));
    const listener = source();
    const [here, there] = [wanted.of(desk, listener, {}, AT), wanted.of(desk, listener, {}, ELSEWHERE)];
    assert.ok(here && 'digest' in here && there && 'digest' in there);
    assert.notEqual(here.digest, there.digest);
    assert.equal(wanted.of(desk, listener, {}, AT), here);
    assert.equal(wanted.of(desk, listener, {}, ELSEWHERE), there);
    // A deploy that changes nothing.
    assert.equal(wanted.of({ ...desk }, source(), {}, AT), here);
    assert.notEqual(wanted.of(phone({ model: 'CP960' }), listener, {}, AT), here);
    const other = wanted.of(desk, source({ reading: { files: files({ events: ['mute'] }) } }), {}, AT);
    assert.ok(other && 'digest' in other && other.digest !== here.digest);
    assert.notEqual(wanted.of(desk, listener, { userAgent: 'Yealink SIP-T46G 28.72.0.1' }, AT), here);
  });

  it('names the address that the phone came to last, while that is ours and it stands where it stood', () => {
    const digest = (address: string, localAddress: string, own = '192.168.5.3/24'): unknown => {
      const wanted = new WantedFiles(builtIn, interfaces('192.168.5.2/24', own));
      const found = wanted.of(desk, source(), { address: AT, localAddress }, address);
      return found && 'digest' in found ? found.digest : undefined;
    };
    assert.notEqual(digest(AT, '192.168.5.3'), digest(AT, '192.168.5.2'));
    assert.equal(digest(AT, '192.168.5.3', '10.0.0.2/24'), digest(AT, '192.168.5.2'));
    assert.equal(digest('192.168.5.21', '192.168.5.3'), digest(AT, '192.168.5.2'));
  });

  it('is not known where nobody knows how the phone reaches this server', () => {
    const wanted = new WantedFiles(builtIn, interfaces('192.168.5.2/24'));
    assert.equal(wanted.of(desk, source(), {}, '172.16.0.1'), undefined);
    assert.equal(wanted.of(desk, source({ reached: undefined }), {}, AT), undefined);
  });
});

import assert from 'node:assert/strict';
import { readEndpoint } from '../../../../nodes/lib/transports/http/endpoint';
import { readRedirect } from '../../../../nodes/lib/transports/http/redirect';

const PHONE = readEndpoint('http', '10.0.0.12', undefined);

describe('readRedirect', () => {
  const shown: readonly (readonly [location: string, target: string, where: string])[] = [
    ['/login.htm', 'http://10.0.0.12:80', 'login'],
    ['', '', ''],
    ['//10.0.0.12:8080/x', 'http://10.0.0.12:8080', 'elsewhere'],
    ['https://10.0.0.12/', 'https://10.0.0.12:443', 'elsewhere'],
    ['HTTP://10.0.0.12:80/', 'http://10.0.0.12:80', ''],
    ['http://evil.example/a', 'http://evil.example:80', 'elsewhere, other host'],
    ['http://[2001:db8::1]:81/', 'http://[2001:db8::1]:81', 'elsewhere, other host'],
    // Whoever reads these otherwise than people do shall not be shown what people would not see.
    ['http://10.0.0.12@evil.example/', 'http://evil.example:80', 'elsewhere, other host'],
    ['http://admin:secret@10.0.0.12/?p=secret#secret', 'http://10.0.0.12:80', ''],
    ['http:\\\\evil.example\\secret', 'http://evil.example:80', 'elsewhere, other host'],
    ['ht\ttp://evil.exam\nple/', 'http://evil.example:80', 'elsewhere, other host'],
    ['http://167772172/', 'http://10.0.0.12:80', ''],
    ['http://b\u00fccher.example/', 'http://xn--bcher-kva.example:80', 'elsewhere, other host'],
  ];
  for (const [location, target, where] of shown) {
    it(`${JSON.stringify(location)}: ${target || 'none'}${where && `, ${where}`}`, () => {
      const redirect = readRedirect(location, PHONE);
      assert.equal(redirect?.target ?? '', target);
      if (!redirect) return;
      const { isElsewhere, isOtherHost, isLogin } = redirect;
      const words = [isElsewhere && 'elsewhere', isOtherHost && 'other host', isLogin && 'login'];
      assert.equal(words.filter(Boolean).join(', '), where);
      assert.doesNotMatch(JSON.stringify(redirect), /secret|@/);
    });
  }

  for (const location of [
    undefined,
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://10.0.0.12/',
    'data:text/html,x',
    'http://',
    'http://h:99999/',
    'http://a b/',
    'http://<b>/',
    'http://a;b/',
    "http://a'b/",
    `http://${'a'.repeat(65)}.example/`,
    'http://\0/',
  ]) {
    it(`${JSON.stringify(location?.slice(0, 40))}: none`, () => assert.equal(readRedirect(location, PHONE), undefined));
  }

  it('is read in time from a field as long as a head', () => {
    assert.equal(readRedirect(`http://${'a.'.repeat(8000)}example/`, PHONE), undefined);
    assert.equal(readRedirect(`/${'login/../'.repeat(1800)}`, PHONE)?.isLogin, false);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readRequestLine } from '../../../nodes/lib/events/request-line';

describe('readRequestLine', () => {
  const cases: readonly (readonly [line: string, method: string, target: string, version: string])[] = [
    ['GET /phone/mwi HTTP/1.0', 'GET', '/phone/mwi', '1.0'],
    ['HEAD /phone/mwi?a=1 HTTP/1.1', 'HEAD', '/phone/mwi?a=1', '1.1'],
    ['GET /phone/mwi?n=John Doe HTTP/1.1', 'GET', '/phone/mwi?n=John%20Doe', '1.1'],
    ['GET /phone/mwi?n=John\tDoe HTTP/1.1', 'GET', '/phone/mwi?n=John%09Doe', '1.1'],
    ['GET /phone/mwi?n=J\xc3\xb6rg HTTP/1.1', 'GET', '/phone/mwi?n=J%C3%B6rg', '1.1'],
    ['GET /phone/mwi?n=\xd6\xd0 HTTP/1.1', 'GET', '/phone/mwi?n=%D6%D0', '1.1'],
    ['GET /phone/mwi?n=100% HTTP/1.1', 'GET', '/phone/mwi?n=100%', '1.1'],
    ['GET /phone/mwi?n= HTTP/ 1 HTTP/1.0', 'GET', '/phone/mwi?n=%20HTTP/%201', '1.0'],
    ['GET   /phone/mwi  HTTP/1.0 ', 'GET', '/phone/mwi', '1.0'],
    ['GET /phone/mwi?n=\xe5\xbc\xa0 HTTP/1.0', 'GET', '/phone/mwi?n=%E5%BC%A0', '1.0'],
    ['GET /phone/mwi', 'GET', '/phone/mwi', '0.9'],
    ['GET http://host/phone/mwi HTTP/1.1', 'GET', 'http://host/phone/mwi', '1.1'],
    ['POST /phone HTTP/1.7', 'POST', '/phone', '1.1'],
  ];
  for (const [line, method, target, version] of cases) {
    it(`reads ${JSON.stringify(line)}`, () => assert.deepEqual(readRequestLine(line), { method, target, version }));
  }

  for (const line of [
    '',
    'GET',
    'GET ',
    'GET  HTTP/1.0',
    ' /phone HTTP/1.0',
    'GET\t/phone HTTP/1.0',
    'G3T /phone HTTP/1.0',
    'GET phone HTTP/1.0',
    'GET * HTTP/1.0',
    'GET ftp://h/phone HTTP/1.0',
    'GET /phone HTTP/2.0',
    'GET /phone HTTP/1.10',
    'GET /phone HTTP/one',
    'GET /phone\0 HTTP/1.0',
    'GET /phone\x7f HTTP/1.0',
    'GET /phone\r HTTP/1.0',
    'PRI * HTTP/2.0',
    `${'A'.repeat(21)} / HTTP/1.0`,
  ]) {
    it(`refuses ${JSON.stringify(line)}`, () => assert.equal(readRequestLine(line), undefined));
  }
});

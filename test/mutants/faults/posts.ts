import { type Mutant, mutantsOf } from '../mutant';

/** Faults of bodies: of commands that are posted, and of events that come so. */
export const POSTS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/xml.test.ts'],
    [
      ['B01', 'xml.ts', 'this.#open.length >= DEPTH', 'false', 'reads elements at any depth'],
      ['B02', 'xml.ts', 'this.#elements > ELEMENTS || ', '', 'reads any number of elements'],
      ['B03', 'xml.ts', ' || isTwice || ', ' || ', 'takes an attribute twice'],
      ['B04', 'xml.ts', 'if (!top || top.name !== name) return false;', 'if (!top) return false;', 'takes any end'],
      ['B05', 'xml.ts', 'if (this.#open.length === 0 && this.#root) return false;', '', 'reads a second root'],
      [
        'B06',
        'xml.ts',
        '|| FORBIDDEN.test(sign)) isKnown = false;',
        ') isKnown = false;',
        'takes &#0; for a character',
      ],
      ['B07', 'xml.ts', 'if (FORBIDDEN.test(text)) return undefined;', '', 'writes what XML cannot hold'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors',
    ['test/lib/commands/post.test.ts', 'test/lib/commands/hostile.test.ts', 'test/lib/vendors/check.test.ts'],
    [
      ['B08', 'post.ts', 'JSON.stringify(value).slice(1, -1)', 'value', 'a quote ends a string of JSON'],
      ['B09', 'post.ts', "if (format === 'xml') return writeXml(value);", '', 'XML is escaped as a URL is'],
      ['B10', 'post.ts', 'asIs ? filled : encodeURIComponent(filled)', 'filled', 'an & of XML ends the parameter'],
      [
        'B37',
        'post.ts',
        'asIs ? filled : encodeURIComponent(filled)',
        'encodeURIComponent(filled)',
        'a phone that decodes nothing is sent an encoded document',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/post.test.ts'],
    [['B11', 'post.ts', ': `${post.parameter}=${shown}` }', ': `${post.parameter}=${wire}` }', 'shows a password']],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/credentials.test.ts'],
    [['B12', 'http-transport.ts', "post ? 'POST' : 'GET', target", "'GET', target", 'a digest for another method']],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/http-transport.test.ts', 'test/nodes/poly.test.ts'],
    [['B13', 'request-writer.ts', 'Content-Type: ${post.contentType}\\r\\n', '', 'does not say what it posts']],
  ),
  ...mutantsOf(
    'nodes/lib/events/report',
    ['test/lib/events/report/body.test.ts', 'test/lib/events/own-port/posting.test.ts'],
    [
      ['B14', 'body.ts', ' || each.length > LONGEST_NAME', '', 'keeps names of any length'],
      [
        'B15',
        'body.ts',
        'if (kept.size >= MOST_VARIABLES && !kept.has(each)) break;',
        '',
        'keeps any number of variables',
      ],
      ['B16', 'body.ts', 'isUtf8(bytes) ? bytes.toString', 'true ? bytes.toString', 'reads Western letters as none'],
      [
        'B17',
        'body.ts',
        'if (!meaning?.isSecret) kept',
        'kept',
        'keeps a secret of the body',
        'the reader of variables leaves it out again',
      ],
      ['B18', 'body-xml.ts', 'if (seen.has(child.name)) continue;', '', 'mixes the words of two calls'],
      [
        'B19',
        'body-xml.ts',
        'root.name === eventBody.within ? root.children : [root]',
        '[root]',
        'knows no event within PolycomIPPhone',
      ],
      [
        'B20',
        'body-json.ts',
        'Object.hasOwn(values, code) ? values[code] : undefined',
        'values[code]',
        'takes constructor for a type',
      ],
      [
        'B21',
        'body-json.ts',
        'if (said === undefined && !variables.some(([name]) => names.meaningOf(name))) continue;',
        '',
        'takes any JSON for a door station’s',
      ],
      [
        'B22',
        'arrived.ts',
        "if (method !== 'POST' || body === undefined) return undefined;",
        'if (body === undefined) return undefined;',
        'reads what is sent by PUT',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    ['test/lib/events/report/body.test.ts', 'test/lib/events/own-port/posting.test.ts'],
    [
      [
        'B23',
        'report/reading.ts',
        'vendor === undefined ? phone : { vendor, charset: phone?.charset }',
        'phone',
        'reads a body by the names of whoever has the address',
      ],
      [
        'B24',
        'routes.ts',
        'this.#mayTake(route, target, body) ? ',
        'this.#mayTake(route, target) ? ',
        'a posted event is lost in a redeploy',
      ],
      ['B25', 'routes.ts', 'return readsBodies(this.#vendors) && ', 'return ', 'waits for bodies that nobody reads'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events/own-port',
    ['test/lib/events/own-port/posting.test.ts'],
    [
      ['B26', 'posting.ts', 'return length > MOST ? 413', 'return length >= MOST ? 413', 'refuses 64 KB'],
      [
        'B27',
        'posting.ts',
        'if (length === undefined) return 411;',
        'if (length === undefined) return undefined;',
        'takes a body in pieces for none',
      ],
      [
        'B28',
        'posting.ts',
        'Math.min(chunk.length, this.#length - this.#bytes.length)',
        'chunk.length',
        'takes what follows for a part of the body',
      ],
      [
        'B29',
        'listener-connection.ts',
        'if (this.#isOver) this.#rest = undefined;',
        '',
        'reads a body as a request after a redeploy',
      ],
      [
        'B30',
        'listener-connection.ts',
        'if (this.#posting.head.body?.waits) out += GO_ON;',
        '',
        'lets a sender wait for 100 Continue',
      ],
      [
        'B31',
        'listener-connection.ts',
        'return this.#reader.idle && !this.#posting;',
        'return this.#reader.idle;',
        'takes a connection for idle whose body is on its way',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    ['test/nodes/reply.test.ts'],
    [
      [
        'B33',
        'verdict.ts',
        "return { kind: 'event', status, deliveries: [] };",
        "return { kind: 'event', status, deliveries: [], reply: replyFor(judged, audience.vendors) };",
        'answers HEAD with a body',
      ],
      ['B34', 'own-port/reply.ts', 'Content-Length: ${text.length}', 'Content-Length: 0', 'cuts its answer off'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/sign-of-life.test.ts', 'test/lib/phones/delivery/judge.test.ts'],
    [
      [
        'B35',
        'guard.ts',
        'if ((isInUrl || answer.isLoginCarried) && login?.isRefused(answer)) this.refusedWithin(answer);',
        '',
        'tries a password again and again that was refused within a 200',
      ],
      ['B36', 'delivery/judge.ts', ' && !redirect.isElsewhere && !redirect.isLogin', '', 'takes a login page for done'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/vendors',
    ['test/lib/vendors/posted-url.test.ts'],
    [['B32', 'posted-url.ts', "place.endsWith('/') ? '' : '/'", "'/'", 'two slashes before the token']],
  ),
];

import { type Mutant, mutantsOf } from '../mutant';

/** Faults of the way to the phones: HTTP, SIP, TLS, logins. */
export const TRANSPORTS: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/answer-reader.test.ts'],
    [
      [
        'H46',
        'answer-head.ts',
        ".replaceAll('\\r', ' ').split('\\n')",
        '.split(/[\\r\\n]/)',
        'a CR in a field begins another',
      ],
      ['H47', 'answer-reader.ts', '[^\\n]*?(?:\\r\\r|$)', '', 'a CR in the reason hides the end of the head'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/turn.test.ts'],
    [
      [
        'H26',
        'turn.ts',
        'if (this.#before && !this.#before.isPast) return;',
        '',
        'whoever gives up waiting lets the next one go first',
      ],
      ['H45', 'turn.ts', 'turn = turn.#next', 'turn = undefined', 'whoever gave up holds up those behind'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/exchange.test.ts'],
    [
      ['H40', 'exchange.ts', 'this.#readBytes += bytes.length;', '', 'reads extensions of chunks without end'],
      ['H37', 'exchange.ts', 'this.head?.isWhole && ', '', 'a head that was cut is a whole answer'],
      ['H38', 'answer-reader.ts', 'this.#status, false);', 'this.#status, true);', 'trusts a head without end'],
      ['H39', 'answer-reader.ts', ' && found <= HEAD_LIMIT', '', 'trusts a head of which it dropped a part'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/suspended/kept.test.ts'],
    [
      ['H30', 'connections.ts', 'turn = 1; turn < TURNS', 'turn = 1; turn < 1', 'gives up each kept connection'],
      [
        'H31',
        'connections.ts',
        'return isLookedInto(deadline);',
        'await nextTurn();\n    return true;',
        'takes an answer that lies in the socket for the next one',
      ],
      [
        'H32',
        'connections.ts',
        'performance.now() - began < LONG_TURN',
        'began > 0',
        'looks no further where the loop stood still while it looked',
      ],
      [
        'H33',
        'connection.ts',
        ' && performance.now() < this.#staleAt',
        '',
        'uses an old connection whose timer has not run',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/answer-head.test.ts'],
    [
      ['H01', 'answer-head.ts', " && !wishes.includes('close')", '', 'keeps a connection that the phone closes'],
      ['H10', 'answer-head.ts', 'isChunked ? lengths.size === 0 : ', '', 'trusts an end that others see elsewhere'],
      ['H34', 'answer-head.ts', 'isClear && this.isWhole', 'isClear', 'trusts a head that was cut'],
      ['H35', 'answer-head.ts', 'isBare ? isEmpty : ', 'isBare || ', 'takes a body with 204 for the next answer'],
      [
        'H36',
        'answer-head.ts',
        'isMeasured && codings.length === 0;',
        'isMeasured;',
        'trusts a length beside a coding',
      ],
      ['H11', 'answer-head.ts', 'lengths.size === 1 && ', '', 'takes the first of two lengths'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/body-reader.test.ts'],
    [
      ['H41', 'chunk-reader.ts', 'SIZE = /^0*', 'SIZE = /^', 'loses a body whose sizes have many zeros'],
      ['H42', 'chunk-reader.ts', ' && BEGINNING.test(this.#line)', '', 'waits for the end of a line that is no size'],
      ['H43', 'chunk-reader.ts', 'this.#isExtension = true;', '', 'reads on in what follows a semicolon'],
      [
        'H12',
        'body-reader.ts',
        "if (part.length < bytes.length) return 'excess';",
        '',
        'takes more than a body for one',
      ],
      ['H13', 'chunk-reader.ts', 'return EMPTY.test(this.#line);', 'return true;', 'reads on behind a wrong size'],
      ['H14', 'chunk-reader.ts', 'if (this.#lineBytes > LINE_LIMIT) return false;', '', 'keeps a line of any length'],
      [
        'H15',
        'chunk-reader.ts',
        'return this.#trailer + this.#lineBytes <= TRAILER_LIMIT;',
        'return true;',
        'reads trailers without end',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/request-writer.test.ts'],
    [
      ['H16', 'request-writer.ts', "!VALUE.test(authorization ?? '') || ", '', 'lets a login break its line'],
      ['H17', 'request-writer.ts', 'post.body.length', "post.body.toString('utf8').length", 'counts letters for bytes'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/connection.test.ts', 'test/lib/transports/http/http-transport.test.ts'],
    [
      [
        'H18',
        'connection.ts',
        'if (!exchange.isClean) this.destroy();',
        '',
        'keeps a connection whose answer has no clear end',
      ],
      [
        'H19',
        'connection.ts',
        'if (this.#hasEnded) this.#ended();',
        '',
        'waits for what a phone that ended will not say',
      ],
      [
        'H20',
        'connection.ts',
        'if (this.#earlyBytes > EARLY_LIMIT) this.destroy();',
        '',
        'keeps any amount that was not asked for',
      ],
      [
        'H21',
        'connection.ts',
        'if (limit <= 0) this.destroy();\n    else ',
        '',
        'keeps for a moment what is kept for none',
        'a timer of no time ends it as soon',
      ],
      ['H22', 'exchange.ts', ' && this.#readBytes <= READ_LIMIT', '', 'reads a body of any length'],
      ['H23', 'exchange.ts', '&& this.#framing?.isClear === true', '', 'trusts an end that others see elsewhere'],
      [
        'H24',
        'connection.ts',
        'this.#idleTimer = setTimeout(() => this.destroy(), limit)',
        'this.#idleTimer = undefined',
        'keeps unused connections',
      ],
      ['H44', 'connection.ts', 'refusal < 400', 'false', 'a success said before the question is its answer'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/deadline.test.ts'],
    [
      [
        'H27',
        'deadline.ts',
        "this.#reason === 'closed' || !moment.isPast",
        '!moment.isPast',
        'a closed command goes on',
      ],
      [
        'H28',
        'deadline.ts',
        'if (!moment.isPast && !this.#reason) {',
        'if (!moment.isPast) {',
        'waits beyond the time',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/http-transport.test.ts'],
    [
      [
        'H02',
        'http-transport.ts',
        '// The end of the last answer may bring a nonce for this request.\n    await waitBeforeSending(this.#connections.settled, attempt);',
        '',
        'sends before the last answer has ended',
      ],
      [
        'H03',
        'http-transport.ts',
        "if (kept && outcome === 'broken') this.#connections.distrust();",
        '',
        'loses a second command to a kept connection',
      ],
      [
        'H04',
        'http-transport.ts',
        "if (deadline.reason === 'closed') throw cutAfterSending(attempt);",
        '',
        'half a body is the whole answer of a closed command',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/http-transport.test.ts', 'test/lib/phones/phone.test.ts'],
    [
      [
        'H05',
        'connections.ts',
        'await nextTurn();\n      if (connection.idle',
        'if (connection.idle',
        'takes a connection that is about to end',
        'whoever takes a kept connection looks again whether it ends',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/deadline.test.ts', 'test/lib/transports/http/http-transport.test.ts'],
    [
      [
        'H07',
        'deadline.ts',
        'await Promise.race([promise, patience]);\n  timers.clear(timer);',
        'await Promise.race([promise, patience]);',
        'a timer stays',
      ],
      [
        'X12',
        'deadline.ts',
        "this.#signal.removeEventListener('abort', this.close);",
        '',
        'each command leaves a listener',
      ],
      [
        'X29',
        'deadline.ts',
        'this.#timers.clear(this.#timer);\n    this.#at',
        'this.#at',
        'a deadline that was extended ends early',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/http-transport.test.ts', 'test/lib/transports/http/bad-answers.test.ts'],
    [['H08', 'connection.ts', 'this.#owner.onUnasked();\n      this.destroy();', '', 'reads what nobody asked for']],
  ),
  ...mutantsOf(
    'nodes/lib/transports/http',
    ['test/lib/transports/http/endpoint.test.ts'],
    [['H09', 'endpoint.ts', '|0x[\\da-f]*', '', 'takes hexadecimal for a host name']],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/authorizer.test.ts'],
    [
      [
        'A01',
        'authorizer.ts',
        "if (this.#carried === 'remembered') {",
        "if (this.#carried !== 'nothing') {",
        'a wrong password looks like a nonce that died',
      ],
      [
        'A09',
        'renewal.ts',
        ' && isOtherNonce(challenge, previous)',
        '',
        'a stale answer with the same nonce is a renewal',
      ],
      ['A10', 'renewal.ts', 'status === 400 || ', '', 'a nonce that is refused with 400 is tried again and again'],
      ['A13', 'authorizer.ts', 'this.#staleAllowed = false;', '', 'believes without end that only the nonce is stale'],
      ['A14', 'authorizer.ts', ' && this.#now() - since < NONCE_AGE', '', 'a nonce lives for ever'],
      [
        'A15',
        'authorizer.ts',
        'scheme.session ? undefined : ',
        '',
        'goes on with a session that a new nonce has ended',
      ],
      [
        'A16',
        'authorizer.ts',
        "isOtherNonce(challenge, answered.challenge) ? challenge : 'bare'",
        "challenge.scheme !== '' ? challenge : 'bare'",
        'answers with the nonce that was refused',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/digest.test.ts'],
    [
      ['A02', 'digest.ts', 'use.nc.toString(16)', 'use.nc.toString(10)', 'the tenth use of a nonce is refused'],
      ['A03', 'digest.ts', 'if (qop || scheme.session) parts', 'if (qop) parts', 'no cnonce for a session'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/challenge.test.ts'],
    [
      [
        'A04',
        'challenge.ts',
        ' && !current.params.has(word)) current',
        ') current',
        'the last of two equal parameters counts',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/choice.test.ts'],
    [
      [
        'A05',
        'choice.ts',
        'strength > bestStrength',
        'strength >= bestStrength',
        "not the server's first choice of equals",
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    [
      'test/lib/transports/sip/transaction.test.ts',
      'test/lib/transports/sip/client-udp.test.ts',
      'test/lib/transports/sip/client-close.test.ts',
      'test/lib/transports/sip/client-stream.test.ts',
    ],
    [
      ['X01', 'transaction.ts', 'this.#channel?.release();', '', 'never gives its socket back'],
      [
        'X02',
        'transaction.ts',
        '!this.#reliable && this.#copies > 1',
        '!this.#reliable && this.#copies >= 1',
        'sends nothing again',
      ],
      [
        'X03',
        'transaction.ts',
        "this.#state = 'terminated';\n    this.#timers.clear(this.#lifetime);",
        "this.#state = 'terminated';",
        'a timer stays',
      ],
      ['X18', 'transaction.ts', 'now >= this.#deadline || ', '', 'a copy leaves after the deadline'],
      [
        'X19',
        'transaction.ts',
        'if (this.#timers.wall() - this.#sinceWall >= TIMER_F) return;',
        '',
        'a copy leaves after the machine has slept',
      ],
      [
        'X20',
        'transaction.ts',
        'this.#request = undefined;\n    this.#channel?.yieldTurn();',
        'this.#request = undefined;',
        'a phone that keeps silent holds its turn',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/response.test.ts'],
    [
      [
        'X04',
        'response.ts',
        " || splitOutsideQuotes(via, ',').length > 1",
        '',
        'takes an answer meant for a proxy behind us',
      ],
      ['X05', 'response.ts', ' || border.end - start > HEAD_LIMIT', '', 'reads a head of any length'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/locate.test.ts'],
    [
      ['X06', 'locate.ts', " && flags.toLowerCase() === 's'", '', 'takes any NAPTR record for one that leads to SRV'],
      [
        'X07',
        'locate.ts',
        'servers.slice(0, SERVERS).map(',
        'servers.map(',
        'looks up as many servers as a DNS answer names',
      ],
      [
        'X08',
        'locate.ts',
        "!host.slice(0, -1).includes('.')",
        "!host.includes('.')",
        'asks for services beneath a host that ends in a dot',
      ],
      [
        'X09',
        'locate.ts',
        'if (targets.length === 0 && failure) throw failure.reason;',
        'if (targets.length === 0) return [];',
        'hides why a name was not found',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/client-authorization.test.ts', 'test/lib/transports/sip/logins.test.ts'],
    [
      [
        'X10',
        'authorization.ts',
        'if (!earlier || earlier.remembered) {',
        'if (!earlier) {',
        'an old nonce looks like a wrong password',
      ],
      ['X15', 'authorization.ts', 'this.#renewals -= 1;', '', 'believes without end that only the nonce is stale'],
      [
        'X17',
        'authorization.ts',
        'if (digestScheme(login.challenge)?.qop)\n',
        '',
        'uses a nonce twice that has no count',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    [
      'test/lib/transports/sip/client-authorization.test.ts',
      'test/lib/transports/sip/client-failover.test.ts',
      'test/lib/transports/sip/client-stream.test.ts',
    ],
    [
      ['X11', 'delivery.ts', 'built.channel.release();', '', 'keeps a UDP socket though the request went by TCP'],
      ['X31', 'delivery.ts', ' || this.#rounds >= ROUNDS', '', 'asks again without end'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/pacing.test.ts'],
    [
      [
        'X13',
        'pacing.ts',
        'this.#open -= 1;\n      this.#next();',
        'this.#open -= 1;',
        'the next command waits for ever',
      ],
      ['X21', 'pacing.ts', 'timer = this.#timers.set(this.#longest, end);', 'timer = undefined;', 'a turn has no end'],
      [
        'X22',
        'pacing.ts',
        "if (before === 'waiting') this.#waiting.delete(start);",
        '',
        'who has given up gets a turn',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/nonces.test.ts', 'test/lib/transports/sip/logins.test.ts'],
    [
      [
        'X14',
        'nonces.ts',
        "if (this.#logins.size > REMEMBERED) this.#logins.delete(this.#logins.keys().next().value ?? '');",
        '',
        'remembers every login for ever',
      ],
      ['X30', 'nonces.ts', 'login.isForgotten || ', '', 'keeps a nonce that was refused meanwhile'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/nonce-counts.test.ts'],
    [
      [
        'A06',
        'nonce-counts.ts',
        "if (this.#uses.size > REMEMBERED) this.#uses.delete(this.#uses.keys().next().value ?? '');",
        '',
        'remembers every nonce for ever',
      ],
      ['A07', 'nonce-counts.ts', 'this.#uses.delete(key);\n', '', 'forgets the nonce first that is in use'],
      ['A08', 'nonce-counts.ts', 'cnonce: last?.cnonce ?? random', 'cnonce: random', 'each use has another cnonce'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/authentication',
    ['test/lib/transports/authentication/asked.test.ts'],
    [
      ['A11', 'asked.ts', ' && ALGORITHM.test(algorithm)', '', "shows a stranger's word"],
      ['A12', 'asked.ts', '.slice(0, 4)', '', 'lists any number of logins'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/client-udp.test.ts'],
    [
      [
        'X25',
        'udp.ts',
        'this.#idle = this.#timers.set(IDLE, () => this.close());',
        'this.#idle = undefined;',
        'an idle socket stays',
      ],
      [
        'X26',
        'udp.ts',
        'this.#users += 1;\n    this.#timers.clear(this.#idle);',
        'this.#users += 1;',
        'a socket in use closes',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/exchange.test.ts', 'test/lib/transports/sip/client-udp.test.ts'],
    [
      [
        'X27',
        'exchange.ts',
        'if (waited > 0 && timers.now() >= until) throw expired(where, patience);',
        '',
        'a command that is too old is sent when its turn comes',
      ],
      [
        'X28',
        'exchange.ts',
        'deadline.extend(waited);',
        '',
        'the wait for a turn is taken off the time for the answer',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/sip',
    ['test/lib/transports/sip/client-stream.test.ts', 'test/lib/transports/tls/faults.test.ts'],
    [
      [
        'X33',
        'connection.ts',
        'isUnread ? new NotSent(reason) : reason',
        'reason',
        'a refused client certificate looks as if the NOTIFY was sent',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/last-look.test.ts'],
    [
      ['T01', 'last-look.ts', 'turns < MOST && isReading()', 'isReading()', 'looks without end while something comes'],
      ['T02', 'last-look.ts', 'turns < LEAST || ', '', 'does not look for what has come'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/tls',
    ['test/lib/transports/tls/fault.test.ts'],
    [
      [
        'T03',
        'fault.ts',
        'if (isDone && !refusesHandshake(error, handshake)) return undefined;',
        '',
        'a connection that breaks off later looks like a failed handshake',
      ],
      ['T04', 'fault.ts', 'if (!taken) return undefined;', '', 'a refused connection looks like a failed handshake'],
      ['T05', 'fault.ts', "tls?.ca ? 'intermediate' : fault", 'fault', 'asks for a CA where one is missing between'],
      [
        'T06',
        'fault.ts',
        'if (!error || !clientEndsIt) return false;',
        'if (!error) return false;',
        'takes a sent request for an unsent one',
      ],
      ['T12', 'words.ts', 'if (!handshake.isSecure) return undefined;', '', 'speaks of TLS where there is none'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/tls',
    ['test/lib/transports/http/tls.test.ts', 'test/lib/transports/tls/faults.test.ts'],
    [
      ['T07', 'handshake.ts', "socket.prependOnceListener('secure', look);", '', 'names no issuer'],
      ['T13', 'certificate-names.ts', '.slice(0, NAMES_SHOWN)', '', 'shows any number of names'],
      ['T14', 'certificate-names.ts', 'name.length <= NAME_LENGTH', 'name.length > 0', 'shows a name of any length'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/transports/tls',
    ['test/lib/transports/tls/options.test.ts'],
    [
      ['T09', 'options.ts', 'tls?.servername || host', 'host', "the tls-config's server name does not count"],
      [
        'T10',
        'options.ts',
        'if (isIP(servername)) {',
        'if (isIP(servername) && !host) {',
        'sends an address as a server name',
      ],
      ['T11', 'options.ts', '(tls?.secureOptions ?? 0) | ', '', "drops the tls-config's own options"],
    ],
  ),
];

/**
 * Faults by hand, each small enough to slip into a change: a bound off by one, a condition or a clean-up that is gone.
 * `npm run mutants` puts one at a time into a copy of the tree and expects a red test; `npm run mutants -- --check`, and a
 * test of the suite, see that each still finds its place. Where code has moved, mend `find` here: a short, distinctive
 * piece of the line, which stands once in its file.
 */
export interface Mutant {
  readonly id: string;
  /** From the project's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What goes wrong with it, in a few words. */
  readonly breaks: string;
  /** Patterns of the test files to try first. */
  readonly tests: readonly string[];
  /** Why no test can see it, where none can: it may survive. */
  readonly unseen?: string;
}

type Row = readonly [id: string, file: string, find: string, replace: string, breaks: string, unseen?: string];

/** @param more patterns of test files besides the room's own */
const room = (folder: string, rows: readonly Row[], more: readonly string[] = []): Mutant[] =>
  rows.map(([id, file, find, replace, breaks, unseen]) => ({
    id,
    file: `nodes/lib/${folder}/${file}`,
    find,
    replace,
    breaks,
    tests: [`test/lib/${folder}/*.test.ts`, ...more],
    ...(unseen && { unseen }),
  }));

const PHONES = ['test/lib/phones/*.test.ts'];
const EVENTS = ['test/lib/events/*.test.ts', 'test/lib/events/shared-server/*.test.ts'];

export const MUTANTS: readonly Mutant[] = [
  ...room(
    'events/report',
    [
      ['R01', 'decode.ts', 'letter <= 0x66 ?', 'letter <= 0x67 ?', 'takes g for a hexadecimal digit'],
      [
        'R02',
        'decode.ts',
        'if (high >= 0 &&',
        'if (high > 0 &&',
        'leaves %0A and its like in a value that is no UTF-8',
      ],
      ['R03', 'mac.ts', 'trimmed.length <= 17 &&', 'trimmed.length < 17 &&', 'knows no MAC with separators'],
      ['R04', 'outline.ts', 'i <= from + LONGEST_NAME', 'i < from + LONGEST_NAME', 'the longest name is too long'],
      [
        'R05',
        'outline.ts',
        "if (shape[i] === '\\\\') i++;\n    else if (shape[i] === '\"')",
        "if (shape[i] === '\"')",
        'a quotation mark behind a backslash ends a display name',
      ],
      [
        'R06',
        'outline.ts',
        '? open : this.#close + 1',
        '? this.#close + 1 : this.#close + 1',
        'looks for < behind the >',
      ],
      ['R07', 'quantity.ts', '(\\d{1,2}):(\\d{2})$/', '(\\d{1,2}):(\\d{1,2})$/', 'reads 1:5 as a time'],
      ['R08', 'sip-address.ts', ' && ipOf(authority) !== undefined) return', ') return', 'takes host:port:x for IPv6'],
      ['R09', 'target.ts', 'this.#tokens.push(value)', 'this.#tokens[0] = value', 'the last token is the only one'],
      [
        'R10',
        'target.ts',
        '(isFilled(earlier) || !isFilled(value))',
        'isFilled(earlier)',
        'blank overwrites a placeholder',
      ],
      ['R11', 'target.ts', '[^/?#]*/i.exec(target)', '[^/?#]*/.exec(target)', 'HTTP:// is no absolute form'],
      ['R12', 'variables.ts', ' && !this.#hasHost)', ')', 'a SIP address with a host is cut at its ampersand'],
      ['R13', 'variables.ts', " || (character === ';' && this.#semicolons)", '', 'no semicolon separates variables'],
      [
        'R14',
        'variables.ts',
        '(i + 1, !this.#inPath)',
        '(i + 1, true)',
        'is as strict in a path as behind a question mark',
      ],
      [
        'R15',
        'variables.ts',
        "separator === ';' || separator === ':'",
        "separator === ';'",
        'a colon in a value separates',
      ],
      [
        'R16',
        'message.ts',
        "told['account.user'] ?? user",
        "user ?? told['account.user']",
        'the account is not what the phone said',
      ],
      ['R17', 'message.ts', '{ ...report.variables }', 'report.variables', 'all nodes get one object of variables'],
    ],
    ['test/lib/events/*.test.ts'],
  ),
  ...room(
    'events',
    [
      [
        'E01',
        'reception.ts',
        'found.mac !== mac ? undefined : found',
        'found.mac !== mac ? found : found',
        'another MAC at the address is the same phone',
      ],
      [
        'E02',
        'reception.ts',
        " && what !== 'filtered') this",
        ') this',
        'calls an event that is only filtered a refusal',
      ],
      ['E03', 'reception.ts', 'if (event && !phone)', 'if (!phone)', 'offers a phone for an event that nobody knows'],
      [
        'E04',
        'reception.ts',
        'byMac?.learnAddress(',
        'phone?.learnAddress(',
        'learns an address from an event without a MAC',
      ],
      ['E05', 'routes.ts', '[200, 429, 401,', '[200, 401, 429,', 'answers 401 where another node has had too many'],
      [
        'E06',
        'routes.ts',
        'clearTimeout(timer);\n      delete route',
        'delete route',
        'the first redeploy ends the wait of the second',
      ],
      ['E08', 'routes.ts', 'return isWholeServer ? undefined : {', 'return {', 'answers 405 for the whole server'],
      ['E09', 'routes.ts', 'missing === 0', 'missing <= 1', 'the first of two nodes that comes back ends the wait'],
      ['E10', 'rate.ts', 'buckets.delete(address);\n    if', 'if', 'forgets the busiest sender first'],
      [
        'E11',
        'handover.ts',
        'if (since >= earliest) deliver',
        'deliver',
        'delivers what came before the node was gone',
      ],
    ],
    EVENTS,
  ),
  ...room('events/own-port', [
    ['O01', 'head-reader.ts', '- start > limit)', '- start >= limit)', 'a line of the longest length is too long'],
    [
      'O02',
      'head-reader.ts',
      '++this.#blankLines > BLANK_LINES',
      '++this.#blankLines >= BLANK_LINES',
      'allows one blank line less',
    ],
    [
      'O03',
      'listener-connection.ts',
      'return !this.#isWaiting && now >=',
      'return now >=',
      'cuts a request that waits for its node',
    ],
    [
      'O05',
      'listener-connection.ts',
      'this.#isBlocked = true;\n      this.#socket.pause();',
      'this.#isBlocked = true;',
      'reads on while its answers are not taken',
    ],
    [
      'O06',
      'listener-connection.ts',
      'if (this.#isWaiting) this.#socket.pause();\n    else if (this.#rest)',
      'if (this.#rest && !this.#isWaiting)',
      'a packet that comes while a request waits overwrites the one before',
    ],
    [
      'O07',
      'listener.ts',
      'if (left > 0) this.#perAddress.set(address, left);\n      else this.#perAddress.delete(address);',
      'this.#perAddress.set(address, left);',
      'remembers every address for ever',
      'nothing outside counts the addresses',
    ],
    [
      'O08',
      'listener.ts',
      'if (open >= this.#limits',
      'if (open > this.#limits',
      'one connection more for each address',
    ],
    [
      'O10',
      'listeners.ts',
      'Promise.all([this.#closing.get(port), listener',
      'Promise.all([listener',
      'a port counts as free though an earlier listener is closing',
      'a listener closes as soon as it is told to',
    ],
    ['O11', 'listeners.ts', 'for (const watcher of own) watchers.delete(watcher);', '', 'tells a node that has gone'],
    [
      'O13',
      'bare-answers.ts',
      'this.#second = second;\n      this.#texts.clear();',
      'this.#second = second;',
      'the Date of the answers stands still',
    ],
  ]),
  ...room('events/shared-server', [
    [
      'S01',
      'mend.ts',
      'if (socket.bytesRead !== packet.length) return false;',
      '',
      'mends what is not the first packet',
    ],
    ['S02', 'mend.ts', 'if (server !== this.#server || request', 'if (request', "answers for another server's request"],
    ['S03', 'while-used.ts', 'if (isOver) return;', '', 'ends twice'],
    ['S04', 'mend.ts', 'unsubscribe(REQUEST_START, this.#onRequestStart);', '', 'listens on after the end'],
    [
      'S05',
      'mend.ts',
      'if (mended && this.#isOurs(mended.target)) this',
      'if (mended) this',
      "mends other flows' requests",
    ],
    [
      'S06',
      'collect-head.ts',
      '=> {\n    clearTimeout(timer);',
      '=> {',
      'a mended connection ends when the time for its head is over',
    ],
    [
      'S07',
      'mended-head.ts',
      "if (name === 'transfer-encoding') return undefined;",
      '',
      'hands a body on without its framing',
    ],
    ['S08', 'mended-head.ts', "  'expect',\n", '', 'hands Expect on, which is meant for one hop'],
  ]),
  ...room(
    'commands',
    [
      ['C01', 'compose.ts', 'values.code ?? lent', 'lent ?? values.code', "the command's own code does not count"],
      [
        'C02',
        'compose.ts',
        '? checkDoorCode(credentials.doorCode)',
        '? credentials.doorCode',
        'sends a door code that is none',
      ],
      [
        'C03',
        'keys.ts',
        'if (pieces.length > MAX_KEYS)',
        'if (pieces.length >= MAX_KEYS)',
        'the hundredth key is one too many',
      ],
      [
        'C04',
        'keys.ts',
        '[token, ...token.split(/[^A-Za-z0-9_]/)]',
        '[token]',
        'finds no disruptive key inside a free one',
      ],
      [
        'C05',
        'keys.ts',
        " || writeForQuery(key, 'key').includes(separator);",
        ';',
        'takes a key that holds the separator',
      ],
      [
        'C06',
        'keys.ts',
        'name !== undefined && !profile.freeKeys;',
        'name !== undefined;',
        'a free list refuses a key that a recipe fills in',
      ],
      [
        'C07',
        'values.ts',
        'Number.isSafeInteger(value) && value >= 0 ?',
        'Number.isSafeInteger(value) ?',
        'takes a negative number',
      ],
      [
        'C08',
        'template.ts',
        '!part.names.every(',
        '!part.names.some(',
        'writes an optional part of which something is missing',
      ],
      [
        'C09',
        'template.ts',
        '(filling.secret ? MASK : write(filling.value, name))',
        'write(filling.value, name)',
        'shows a secret',
      ],
      ['C10', 'recipes.ts', 'a.length - b.length', 'b.length - a.length', 'asks for more than is needed'],
      [
        'C15',
        'wire.ts',
        'index === encoded.length - 1 ? suffix : NOTHING',
        'suffix',
        'sends the door code with every key',
      ],
    ],
    PHONES,
  ),
  ...room(
    'phones/delivery',
    [
      ['C11', 'judge.ts', 'status < 300) {', 'status <= 300) {', 'takes 300 for success'],
      [
        'C12',
        'judge.ts',
        'words === undefined || error.message.endsWith(words)',
        'words === undefined',
        'says things twice',
      ],
      ['C13', 'retry.ts', 'deadline.dispose();', '', 'each retry leaves a timer and a listener'],
      ['C14', 'closed.ts', 'deadline.dispose();', '', 'each command leaves a listener'],
    ],
    PHONES,
  ),
  ...room(
    '.',
    [
      [
        'H06',
        'deadline.ts',
        "this.#signal.removeEventListener('abort', this.close);",
        '',
        'each command leaves a listener',
      ],
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
        'this.#timers.now() >= this.#at',
        'this.#timers.now() > this.#at',
        'sends in the moment in which the time is up',
      ],
    ],
    PHONES,
  ),
  ...room('phones', [
    [
      'P01',
      'guard.ts',
      "(status === 407 && this.#transport === 'sip')",
      'status === 407',
      'a web proxy counts as a wrong password',
    ],
    [
      'P02',
      'guard.ts',
      'if (this.#login) this.#lockout.accepted(this.#login);',
      '',
      'an accepted password ends no wait',
    ],
    [
      'P03',
      'lockout.ts',
      'this.#refusals.delete(login.key);\n    this.#refusals.set(',
      'this.#refusals.set(',
      'forgets a recent refusal first',
    ],
    ['P04', 'lockout.ts', 'until + MEMORY <= this', 'until + MEMORY < this', 'remembers a moment too long'],
    ['P05', 'breaker.ts', '>= THRESHOLD', '> THRESHOLD', 'a phone is dead one command later'],
    [
      'P06',
      'directory.ts',
      'if (!host) this.#byAddress.remove(this.#learned.get(mac), phone);',
      '',
      'finds a phone that has gone',
    ],
    [
      'P07',
      'phone.ts',
      '// What happened while it waited may forbid it.\n      guard.check(this.#address);',
      '',
      'sends though it was forbidden while the command waited',
    ],
    [
      'P08',
      'guard.ts',
      "status === 401 || (status === 407 && this.#transport === 'sip')",
      'status === 401',
      'testing a phone repeats a wrong password',
    ],
    [
      'P09',
      'directory.ts',
      'this.#byMac.get(mac)[0] ?? this.#byAddress.get(address)[0]',
      'this.#byAddress.get(address)[0] ?? this.#byMac.get(mac)[0]',
      'the address counts for more than the MAC',
    ],
  ]),
  ...room(
    'transports/http',
    [
      ['H01', 'answer-head.ts', " && !wishes.includes('close')", '', 'keeps a connection that the phone closes'],
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
      ['H05', 'connections.ts', 'if (wanted) await nextTurn();', '', 'takes a connection that is about to end'],
      [
        'H08',
        'socket-tap.ts',
        'if (!this.#reader) {\n        if (chunk !== null) this.#onUnasked();\n        this.#socket.destroy();\n        return false;\n      }',
        'if (!this.#reader) return true;',
        'reads what nobody asked for',
      ],
      ['H09', 'endpoint.ts', '|0x[\\da-f]*', '', 'takes hexadecimal for a host name'],
    ],
    PHONES,
  ),
  ...room(
    'transports/authentication',
    [
      [
        'A01',
        'authorizer.ts',
        "if (this.#carried === 'remembered') {",
        "if (this.#carried !== 'nothing') {",
        'a wrong password looks like a nonce that died',
      ],
      ['A02', 'digest.ts', 'use.nc.toString(16)', 'use.nc.toString(10)', 'the tenth use of a nonce is refused'],
      ['A03', 'digest.ts', 'if (qop || scheme.session) parts', 'if (qop) parts', 'no cnonce for a session'],
      [
        'A04',
        'challenge.ts',
        ' && !current.params.has(word)) current',
        ') current',
        'the last of two equal parameters counts',
      ],
      [
        'A05',
        'choice.ts',
        'strength > bestStrength',
        'strength >= bestStrength',
        "not the server's first choice of equals",
      ],
    ],
    ['test/lib/transports/http/*.test.ts'],
  ),
  ...room(
    'transports/sip',
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
      [
        'X04',
        'response.ts',
        " || splitOutsideQuotes(via, ',').length > 1",
        '',
        'takes an answer meant for a proxy behind us',
      ],
      ['X05', 'response.ts', ' || border.end - start > HEAD_LIMIT', '', 'reads a head of any length'],
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
      [
        'X10',
        'authorization.ts',
        'if (!earlier || earlier.remembered) {',
        'if (!earlier) {',
        'an old nonce looks like a wrong password',
      ],
      ['X11', 'delivery.ts', 'built.channel.release();', '', 'keeps a UDP socket though the request went by TCP'],
      [
        'X13',
        'pacing.ts',
        'this.#open -= 1;\n      this.#next();',
        'this.#open -= 1;',
        'the next command waits for ever',
      ],
      [
        'X14',
        'nonces.ts',
        "if (this.#logins.size > REMEMBERED) this.#logins.delete(this.#logins.keys().next().value ?? '');",
        '',
        'remembers every login for ever',
      ],
    ],
    PHONES,
  ),
];

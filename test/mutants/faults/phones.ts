import { type Mutant, mutantsOf } from '../mutant';

/** Faults of what goes out: commands, phones, delivery, stored settings, and the nodes. */
export const PHONES: readonly Mutant[] = [
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/compose.test.ts'],
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
        'C28',
        'compose.ts',
        'if (term.disruptive && !context.disruptive) throw disruptiveError(command.action);',
        '',
        'sends a disruptive action that was not allowed',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/compose.test.ts', 'test/lib/commands/hostile.test.ts'],
    [
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
      ['C20', 'control.ts', "single: used === '' || ", 'single: ', 'writes keys without a separator into one request'],
      ['C21', 'control.ts', '.length > 1) {', '.length > 2) {', 'takes two places for keys in one path'],
      ['C22', 'control.ts', '(?=.*[^A-Za-z0-9])', '', 'takes a letter for a separator'],
      [
        'C23',
        'keys.ts',
        'if (breaksOut(token, separator)) throw separatorInside(`key ${position}`);',
        '',
        'a key of the message holds the separator',
      ],
      [
        'C24',
        'keys.ts',
        'if (found && lacksKey(context.profile, context.series, found)) throw lacking(token, context);',
        '',
        'presses a key that the model has not',
      ],
      ['C26', 'redact.ts', '|pin|', '|', 'shows the PIN in a path'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/values.test.ts', 'test/lib/commands/compose.test.ts'],
    [
      [
        'C07',
        'values.ts',
        'Number.isSafeInteger(value) && value >= 0 ?',
        'Number.isSafeInteger(value) ?',
        'takes a negative number',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/template.test.ts'],
    [
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
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/recipes.test.ts'],
    [['C10', 'recipes.ts', 'a.length - b.length', 'b.length - a.length', 'asks for more than is needed']],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/delivery/judge.test.ts', 'test/lib/phones/logins.test.ts', 'test/lib/phones/open-door.test.ts'],
    [
      ['C11', 'judge.ts', 'status < 300) {', 'status <= 300) {', 'takes 300 for success'],
      [
        'C12',
        'judge.ts',
        'words === undefined || error.message.endsWith(words)',
        'words === undefined',
        'says things twice',
      ],
      ['Q09', 'judge.ts', 'missing ?? general(', 'general(', 'speaks of a wrong password where none was sent'],
      ['Q10', 'judge.ts', 'answer.status === 404 || ', '', 'does not try the older request'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/delivery/retry.test.ts'],
    [
      ['C13', 'retry.ts', 'deadline.dispose();', '', 'each retry leaves a timer and a listener'],
      [
        'Q05',
        'retry.ts',
        ' || timers.now() + length >= until) throw',
        ') throw',
        'waits for a try that comes too late',
      ],
      ['Q06', 'retry.ts', 'if (timers.now() >= until) throw error;', '', 'tries again after the time is over'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/delivery/queue.test.ts', 'test/lib/phones/phone.test.ts'],
    [
      [
        'C14',
        'closed.ts',
        "signal.removeEventListener('abort', stop);\n        resolve(value);",
        'resolve(value);',
        'each command leaves a listener',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/compose.test.ts', 'test/lib/phones/open-door.test.ts'],
    [
      [
        'C15',
        'wire.ts',
        'index === encoded.length - 1 ? suffix : NOTHING',
        'suffix',
        'sends the door code with every key',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/guard.test.ts', 'test/lib/phones/logins.test.ts', 'test/lib/phones/phone.test.ts'],
    [
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
        'P08',
        'guard.ts',
        "status === 401 || (status === 407 && this.#transport === 'sip')",
        'status === 401',
        'testing a phone repeats a wrong password',
      ],
      [
        'P20',
        'guard.ts',
        'this.#breaker = new CircuitBreaker(this.#now);',
        '',
        'a phone that has moved is dead as before',
      ],
      ['P21', 'guard.ts', "  'TIMEOUT',\n", '', 'a phone that only keeps silent counts as not reached'],
      [
        'P22',
        'guard.ts',
        'isRefusal && (isPasswordInUrl || login?.refused)',
        'isRefusal',
        'a challenge that was not answered counts as a wrong password',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/lockout.test.ts'],
    [
      [
        'P03',
        'lockout.ts',
        'this.#refusals.delete(login.key);\n    this.#refusals.set(',
        'this.#refusals.set(',
        'forgets a recent refusal first',
      ],
      ['P04', 'lockout.ts', 'until + MEMORY <= this', 'until + MEMORY < this', 'remembers a moment too long'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/breaker.test.ts'],
    [['P05', 'breaker.ts', '>= THRESHOLD', '> THRESHOLD', 'a phone is dead one command later']],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/directory.test.ts'],
    [
      ['P06', 'directory.ts', 'this.#byMac.remove(mac, phone);', '', 'finds a phone that has gone'],
      [
        'P09',
        'directory.ts',
        'if (byMac) return byMac;',
        'if (byMac && this.#at(address).length === 0) return byMac;',
        'the address counts for more than the MAC',
      ],
      [
        'P10',
        'directory.ts',
        'if (!isOnePhone(meant)) throw ambiguous();',
        '',
        'of two phones with one name the first is meant',
      ],
      [
        'P11',
        'directory.ts',
        "if (this.#surroundings.isGateway(address)) return 'the default gateway';",
        '',
        "the gateway's address is a phone's",
      ],
      ['P13', 'whereabouts.ts', 'if (map.size <= most) break;', 'break;', 'remembers without bound'],
      [
        'P14',
        'whereabouts.ts',
        'const returns = isWithin(DAY, this.#taken.get(`${address} ${mac}`), now);',
        'const returns = false;',
        'two phones that report by turns take an address from each other',
      ],
      [
        'P15',
        'whereabouts.ts',
        "isWithin(HOLDS, holder.heard, now) ? 'held' : 'old'",
        "'held'",
        'a learned address holds for ever',
      ],
      [
        'P16',
        'whereabouts.ts',
        'if (holder?.owner === mac) holder.owner = undefined;',
        '',
        'who has moved keeps the old address',
      ],
      [
        'P17',
        'whereabouts.ts',
        'if (holder?.owner === mac) holder.heard = this.#now();',
        '',
        'an answered command does not keep an address',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/phone.test.ts', 'test/lib/phones/open-door.test.ts', 'test/lib/phones/logins.test.ts'],
    [
      [
        'P07',
        'phone.ts',
        '// What happened while it waited may forbid it.\n      guard.check(this.#address);',
        '',
        'sends though it was forbidden while the command waited',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/phone.test.ts', 'test/lib/phones/open-door.test.ts', 'test/lib/phones/logins.test.ts'],
    [
      [
        'P28',
        'deliver.ts',
        'guard.refusedWithin(sent.value);',
        '{}',
        'a password that is refused within the answer counts for nothing',
      ],
      [
        'P29',
        'deliver.ts',
        "code === 'UNREACHABLE' ? 'TIMEOUT' : code",
        'code',
        'says that nothing was sent though a part was done',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/links',
    ['test/lib/phones/links/links.test.ts', 'test/lib/phones/phone.test.ts'],
    [
      [
        'P27',
        'http-link.ts',
        '// The learned address moved on: the old one may be another device by now.\n    this.#leave();',
        '',
        'keeps connections to the address that the phone has left',
      ],
      ['P30', 'sip-link.ts', 'if (!uri && !proxy) this', 'this', "a proxy's answer keeps the learned address"],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/surroundings.test.ts'],
    [
      ['P18', 'surroundings.ts', 'if (now - this.#askedAt < FRESH) return;', '', 'asks the system with every event'],
      ['P19', 'surroundings.ts', ", '127.0.0.1', '::1']", ']', "this host's own address is a phone's"],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/logins.test.ts', 'test/lib/phones/phone.test.ts'],
    [
      ['P23', 'login.ts', 'String(port), secretPath]', 'String(port)]', 'a new password in the path ends no wait'],
      ['P24', 'login.ts', '.length > shown', '.length >= shown', 'every request carries the password'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/delivery/queue.test.ts'],
    [
      [
        'Q01',
        'queue.ts',
        'start: () => {\n          this.#timers.clear(timer);',
        'start: () => {',
        'a command that is under way expires',
      ],
      [
        'Q02',
        'queue.ts',
        'if (this.#timers.now() >= until) {',
        'if (!this) {',
        'a command that grew too old while the machine slept is sent',
      ],
      [
        'Q03',
        'queue.ts',
        'this.#waiting.length >= this.limit',
        'this.#waiting.length > this.limit',
        'one command more waits',
      ],
      ['Q04', 'queue.ts', 'turns.leave(job);\n          expire();', 'expire();', 'an expired command keeps its place'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones/delivery',
    ['test/lib/phones/delivery/refusal.test.ts'],
    [['Q07', 'refusal.ts', '.slice(0, LOOKED_AT)', '', 'reads a page of any length']],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/sign-of-life.test.ts'],
    [
      [
        'L01',
        'sign-of-life.ts',
        '.finally(() => (phone.signOfLife = undefined))',
        '',
        'the first test answers all later ones',
      ],
      ['L02', 'sign-of-life.ts', " && !before.includes('{')", '', 'asks for a path with a placeholder in it'],
      [
        'L03',
        'sign-of-life.ts',
        "giveUp.signal.aborted ? 'busy' : unanswered(error)",
        'unanswered(error)',
        'a test that gave up says that the phone was removed',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/stored-text.test.ts', 'test/lib/phones/read-settings.test.ts'],
    [
      ['G01', 'stored-text.ts', " && text.trim() !== ''", '', 'a blank variable counts as set'],
      ['G02', 'stored-text.ts', "isSecret ? 'a variable in it' : ", '', "names a secret's variable"],
      [
        'G03',
        'stored-text.ts',
        "{ text: '', fault: { variable: lacking } }",
        '{ text, fault: { variable: lacking } }',
        'uses what is left of a text that cannot be read',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    ['test/lib/events/event-node.test.ts', 'test/nodes/unread-settings.test.ts'],
    [
      [
        'G04',
        'read-reception.ts',
        "isMeant(properties['guarded'])",
        "properties['guarded'] === true",
        'a guard is lost to an odd spelling',
      ],
      [
        'G05',
        'read-reception.ts',
        'const isNowhere = faults.length > 0;',
        'const isNowhere = false;',
        'a node whose path cannot be read stands elsewhere',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes',
    ['test/nodes/properties.test.ts', 'test/nodes/unread-settings.test.ts'],
    [
      [
        'G06',
        'properties.ts',
        'inFlow(node) ?? inFlowFile(RED, node) ?? config',
        'config',
        'a variable that is blank looks like nothing that was entered',
      ],
      ['G08', 'properties.ts', "flow === 'global' ? '' : flow", 'flow', 'global is a flow'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/read-command.test.ts'],
    [['G07', 'read-command.ts', 'Math.min(Math.max(number, least), most)', 'number', 'takes a number out of bounds']],
  ),
  ...mutantsOf(
    'nodes/lib/phones',
    ['test/lib/phones/command-node.test.ts', 'test/nodes/active-uri-out.test.ts', 'test/nodes/odd-messages.test.ts'],
    [
      ['G10', 'command-node.ts', 'this.#closing.abort();', '', 'commands of a closed node go on'],
      [
        'G11',
        'command-node.ts',
        'if (this.#underWay === 0) this',
        'this',
        'says done while another command is under way',
      ],
      [
        'G12',
        'command-node.ts',
        'setMaxListeners(0, this.#closing.signal);',
        '',
        'warns of a leak where many commands are under way',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/node-statuses.test.ts'],
    [
      [
        'G13',
        'node-statuses.ts',
        'else this.#speaking.delete(nodeId);',
        '{}',
        'a node that has fallen silent speaks again at each start',
      ],
      [
        'G14',
        'node-statuses.ts',
        'if (spoke || this.#speaking.has(nodeId)) line',
        'line',
        'every node speaks at the first start',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib',
    ['test/lib/deploys.test.ts'],
    [
      ['G15', 'deploys.ts', 'isFirst = false;', '', 'every start is the first'],
      [
        'G16',
        'deploys.ts',
        'return () => this.#listeners.delete(own);',
        'return () => undefined;',
        'calls nodes that have gone',
      ],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/installation',
    ['test/lib/installation/installation.test.ts'],
    [['G17', 'installation.ts', 'if (this.#isLoading) return;', '', 'every phone listens for the start']],
  ),
  ...mutantsOf(
    'nodes/lib/events',
    [
      'test/lib/events/event-node.test.ts',
      'test/nodes/action-url-in.test.ts',
      'test/nodes/judging.test.ts',
      'test/nodes/redeploy.test.ts',
    ],
    [
      [
        'G18',
        'event-node.ts',
        "if (trustedProxies !== '') return this",
        "if (trustedProxies !== '') this",
        'the proxies of a node that has gone still count',
      ],
      [
        'G19',
        'event-node.ts',
        'if (this.#isClosed) {',
        'if (this.#isClosed && !this) {',
        'an event that falls into a redeploy is lost',
      ],
      ['G21', 'event-node.ts', ', ...(phoneMac && { phoneMac })', '', 'two nodes of one phone are two phones'],
    ],
  ),
  ...mutantsOf(
    'nodes',
    ['test/nodes/installation-of.test.ts', 'test/nodes/redeploy.test.ts'],
    [['G20', 'installation-of.ts', ' && !payload.deploy', '', 'a deploy drops the events that it holds back']],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/typed-number.test.ts'],
    [
      [
        'C16',
        'typed-number.ts',
        "if (given.length > LONGEST) throw invalid('is too long for a telephone number');",
        '',
        'reads a number of any length',
      ],
      ['C17', 'typed-number.ts', '(?:39|378|379)', '(?:39)', 'drops the zero of San Marino'],
      ['C18', 'typed-number.ts', '!/^[^0-9*#]*[0+]/.test(after) &&', '', 'takes two numbers for one'],
      ['C19', 'typed-number.ts', 'if (number.length > (', 'if (number.length >= (', 'the longest number is too long'],
    ],
  ),
  ...mutantsOf(
    'nodes/lib/commands',
    ['test/lib/commands/payload.test.ts'],
    [['C27', 'payload.ts', 'if (characters > MAX_CHARACTERS) throw tooLong();', '', 'takes an array of any length']],
  ),
];

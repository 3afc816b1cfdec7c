import { PhoneError } from '../errors';
import { sentence, type Words } from '../sentences/sentence';
import type { TransportAnswer } from '../transports/transport';
import { CircuitBreaker } from './breaker';
import type { Lockout, Login } from './lockout';
import { loginOf } from './login';
import type { PhoneSettings } from './settings';

/** Outcomes that only a phone which was reached can give. */
const REACHED: ReadonlySet<PhoneError['code']> = new Set([
  'TIMEOUT',
  'UNREADABLE_ANSWER',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'REFUSED',
]);

/** How a question that is no command shows the phone its login. */
export interface QuestionLogin {
  /** The request's URL holds the password. */
  readonly isInUrl: boolean;
  /** Whether an answer that is a success by its status refuses the login. */
  isRefused(answer: TransportAnswer): boolean;
}

/** Decides for one phone and transport whether a command may be sent at all, from how the last ones ended. */
export class Guard {
  readonly #transport: 'http' | 'sip';
  readonly #login: Login | undefined;
  readonly #lockout: Lockout;
  readonly #now: () => number;
  #breaker: CircuitBreaker;
  #address: Words = '';
  #lastFailure: PhoneError | undefined;

  /** @param now a clock in milliseconds that only goes forward */
  constructor(settings: PhoneSettings, transport: 'http' | 'sip', lockout: Lockout, now: () => number) {
    this.#transport = transport;
    this.#login = loginOf(settings, transport);
    this.#lockout = lockout;
    this.#now = now;
    this.#breaker = new CircuitBreaker(now);
  }

  /**
   * Cheap enough to be asked when a command comes and again when its turn has come.
   * @param address where the phone is now; another one is another device, perhaps alive
   * @throws PhoneError UNAUTHORIZED or UNREACHABLE: nothing may be sent now
   */
  check(address: Words): void {
    this.checkLogin(address);
    if (address !== this.#address) {
      this.#address = address;
      this.#breaker = new CircuitBreaker(this.#now);
    }
    const wait = this.#breaker.remaining();
    if (wait > 0) {
      throw new PhoneError(
        'UNREACHABLE',
        sentence('phone.dead', {
          phone: address,
          count: this.#breaker.failures,
          wait: duration(wait),
          failure: this.#lastFailure?.words ?? '',
        }),
        this.#lastFailure?.cause,
      );
    }
  }

  /**
   * What a person who asks for a sign of life must heed as well, though the phone counts as dead.
   * @throws PhoneError UNAUTHORIZED: nothing may be sent now
   */
  checkLogin(address: Words): void {
    const lock = this.#login && this.#lockout.lock(this.#login);
    if (lock) {
      const { status, remaining } = lock;
      const what = { phone: address, status, wait: duration(remaining) };
      const words = sentence(this.#transport === 'sip' ? 'phone.locked-sip' : 'phone.locked', what);
      throw new PhoneError('UNAUTHORIZED', words, { status });
    }
  }

  /** How often a command may retry: a probe of a dead phone is one attempt. */
  retries(wanted: number): number {
    return this.#breaker.isOpen ? 0 : wanted;
  }

  /** Passes a command's outcome on, and learns from it. */
  async watch<T>(outcome: Promise<T>): Promise<T> {
    try {
      const result = await outcome;
      this.reached();
      if (this.#login) this.#lockout.accepted(this.#login);
      return result;
    } catch (error) {
      if (error instanceof PhoneError) this.failed(error);
      throw error;
    }
  }

  /**
   * The same of a question that is no command: an answer does not mean that a password was asked for and taken; a refusal
   * counts like any other.
   * @param login absent: the question's answer alone may ask for one
   * @throws PhoneError UNAUTHORIZED: nothing may be sent now; what asking throws
   */
  async watchQuestion(
    address: Words,
    ask: () => Promise<TransportAnswer>,
    login?: QuestionLogin,
  ): Promise<TransportAnswer> {
    this.checkLogin(address);
    try {
      const answer = await ask();
      this.reached();
      const isInUrl = login?.isInUrl === true;
      this.answered(answer, isInUrl);
      if ((isInUrl || answer.isLoginCarried) && login?.isRefused(answer)) this.refusedWithin(answer);
      return answer;
    } catch (error) {
      if (error instanceof PhoneError) this.failed(error);
      throw error;
    }
  }

  /** The phone lives. */
  reached(): void {
    this.#breaker.reached();
  }

  /** Something ended with this error. EXPIRED, CLOSED or INTERNAL say nothing of the phone. */
  failed(error: PhoneError): void {
    if (error.code === 'UNREACHABLE') {
      this.#breaker.failed();
      this.#lastFailure = error;
    } else if (REACHED.has(error.code)) this.#breaker.reached();
  }

  /**
   * The phone gave this final answer. Only a login that the refused request carried counts as refused.
   * @param isPasswordInUrl the request's URL held the password
   */
  answered({ status, login }: TransportAnswer, isPasswordInUrl: boolean): void {
    // HTTP's 407 is a web proxy's, which is never told the phone's password.
    const isRefusal = status === 401 || (status === 407 && this.#transport === 'sip');
    if (this.#login && isRefusal && (isPasswordInUrl || login?.refused)) this.#lockout.refused(this.#login, status);
  }

  /** The phone refused the login within an answer that is a success by its status, whose request carried it. */
  refusedWithin({ status }: TransportAnswer): void {
    if (this.#login) this.#lockout.refused(this.#login, status);
  }
}

function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

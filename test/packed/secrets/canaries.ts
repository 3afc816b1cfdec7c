import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileKey, ownToken } from '../../../nodes/lib/derived-keys';
import { ROOT } from '../../support/package';

/** Long, and unlike anything else: whatever encoding it goes through, this core stays readable. */
const canary = (name: string, core: string): string => `Canary${name}${core}`;

export const TOKEN = canary('Token', '4bE1c07Zq');
export const WRONG_TOKEN = canary('WrongToken', '81Hd2xPv');
export const PREVIOUS_TOKEN = canary('PreviousToken', 'y6Tj3hRb');
export const SETUP_KEY = canary('SetupKey', 'p4Wm9sLf');
/** Of the phone that fetches its file. */
export const MAC = '001565c0ffee';
export const OWN_TOKEN = ownToken(TOKEN, MAC);
export const FILE_KEY = fileKey(SETUP_KEY, MAC);
export const PASSWORD = `${canary('Password', '9fA2d7Kw')} &"%;<`;
export const WRONG_PASSWORD = canary('WrongPassword', 'c6Y0tRm3');
export const ENV_PASSWORD = canary('EnvPassword', 'j5Lk8aBn');
export const PATH_PASSWORD = canary('Path', 'u2Gs7eWq');
export const SIP_PASSWORD = canary('Sip', 'x9Vb4iTo');
export const DOOR_CODE = canary('Door', '5550199Xr');
export const BAD_DOOR_CODE = `${canary('BadDoor', 'm3Qz6yUc')};REBOOT`;
export const MESSAGE_CODE = canary('MessageCode', 'd7Fp1hJe');
export const PASSPHRASE = canary('Passphrase', 'w0Nn5sCt');
export const WRONG_PASSPHRASE = canary('WrongPassphrase', 'k8Xa3oLd');

/** The name of an environment variable that holds a password. */
export const ENV_NAME = 'VOIP_PHONE_TEST_PASSWORD';

const pem = readFileSync(join(ROOT, 'test/fixtures/tls/server.pem'), 'utf8');
export const CERTIFICATE = pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'));
/** A key that the passphrase opens. */
export const KEY = createPrivateKey(pem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: PASSPHRASE })
  .toString();

const [, , KEY_LINE = ''] = KEY.split('\n');

/** What may show nowhere, by name: the cores, the way Basic writes them, and a line of the private key. */
export const SECRETS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    TOKEN,
    WRONG_TOKEN,
    PREVIOUS_TOKEN,
    SETUP_KEY,
    OWN_TOKEN,
    FILE_KEY,
    PASSWORD: PASSWORD.slice(0, PASSWORD.indexOf(' ')),
    WRONG_PASSWORD,
    ENV_PASSWORD,
    SIP_PASSWORD,
    DOOR_CODE,
    BAD_DOOR_CODE: BAD_DOOR_CODE.slice(0, BAD_DOOR_CODE.indexOf(';')),
    MESSAGE_CODE,
    PASSPHRASE,
    WRONG_PASSPHRASE,
    KEY_LINE,
    BASIC: Buffer.from(`admin:${PASSWORD}`).toString('base64'),
    BASIC_ENV: Buffer.from(`admin:${ENV_PASSWORD}`).toString('base64'),
  }),
);

/** The secrets that a text holds, by name. */
export function leaksIn(text: string, more: Readonly<Record<string, string>> = {}): string[] {
  return [...SECRETS, ...Object.entries(more)].filter(([, secret]) => text.includes(secret)).map(([name]) => name);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../fixtures/tls');

/** A server's certificate and key, and the authority that a client trusts it by. */
export const SERVER_TLS = {
  cert: readFileSync(join(FOLDER, 'server.pem')),
  key: readFileSync(join(FOLDER, 'server.pem')),
};
export const TRUSTED = { ca: readFileSync(join(FOLDER, 'ca.pem')), servername: 'localhost' };
/** Another server's. */
export const OTHER_TLS = {
  cert: readFileSync(join(FOLDER, 'other.pem')),
  key: readFileSync(join(FOLDER, 'other.pem')),
};

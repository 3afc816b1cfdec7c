import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  constants,
  createPrivateKey,
  type KeyObject,
  privateDecrypt,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import type { Socket } from 'node:net';

/**
 * A TLS 1.2 server by hand, as old as OpenSSL can't be made to be: it sends no renegotiation_info (RFC 5746), like web
 * servers of before 2010. One cipher, TLS_RSA_WITH_AES_128_GCM_SHA256; no check of what the client proves.
 */

const CIPHER = Buffer.from([0x00, 0x9c]);
const VERSION = Buffer.from([3, 3]);

const u8 = (value: number) => Buffer.from([value]);
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u24 = (value: number) => Buffer.from([value >> 16, (value >> 8) & 255, value & 255]);
const sized = (bytes: Buffer) => Buffer.concat([u24(bytes.length), bytes]);
const message = (type: number, body: Buffer) => Buffer.concat([u8(type), sized(body)]);
const record = (type: number, body: Buffer) => Buffer.concat([u8(type), VERSION, u16(body.length), body]);

/** RFC 5246 section 5. */
function derive(secret: Buffer, label: string, seed: Buffer, length: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  const hmac = (bytes: Buffer) => createHmac('sha256', secret).update(bytes).digest();
  const blocks: Buffer[] = [];
  for (let a = hmac(labelled), size = 0; size < length; a = hmac(a), size += 32) {
    blocks.push(hmac(Buffer.concat([a, labelled])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** One direction's cipher, RFC 5288. */
class Sealed {
  #sequence = 0n;
  constructor(
    readonly key: Buffer,
    readonly salt: Buffer,
  ) {}

  seal(type: number, text: Buffer): Buffer {
    const explicit = this.#count();
    const cipher = createCipheriv('aes-128-gcm', this.key, Buffer.concat([this.salt, explicit]));
    cipher.setAAD(Buffer.concat([explicit, u8(type), VERSION, u16(text.length)]));
    const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
    return record(type, Buffer.concat([explicit, sealed, cipher.getAuthTag()]));
  }

  open(type: number, body: Buffer): Buffer {
    const sealed = body.subarray(8, -16);
    const decipher = createDecipheriv('aes-128-gcm', this.key, Buffer.concat([this.salt, body.subarray(0, 8)]));
    decipher.setAAD(Buffer.concat([this.#count(), u8(type), VERSION, u16(sealed.length)]));
    decipher.setAuthTag(body.subarray(-16));
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  }

  #count(): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(this.#sequence);
    this.#sequence += 1n;
    return bytes;
  }
}

/**
 * Serves one connection.
 * @param pem certificate and RSA key
 * @param answer for what the client sends, once the handshake is done
 */
export function serveWithoutRenegotiationInfo(socket: Socket, pem: Buffer, answer: (text: string) => string): void {
  const certificate = new X509Certificate(pem).raw;
  const key = createPrivateKey(pem);
  const serverRandom = randomBytes(32);
  const transcript: Buffer[] = [];
  let clientRandom: Buffer = Buffer.alloc(0);
  let master: Buffer = Buffer.alloc(0);
  let incoming: Sealed | undefined;
  let outgoing: Sealed | undefined;
  let pending: Buffer = Buffer.alloc(0);

  const hash = () => createHash('sha256').update(Buffer.concat(transcript)).digest();
  const say = (body: Buffer): void => {
    transcript.push(body);
    socket.write(record(22, body));
  };
  const onHandshake = (body: Buffer): void => {
    if (body[0] === 1) {
      transcript.push(body);
      clientRandom = body.subarray(6, 38);
      // No session, no extensions at all.
      say(message(2, Buffer.concat([VERSION, serverRandom, u8(0), CIPHER, u8(0)])));
      say(message(11, sized(sized(certificate))));
      say(message(14, Buffer.alloc(0)));
    } else if (body[0] === 16) {
      transcript.push(body);
      const premaster = unpadded(key, body.subarray(6));
      master = derive(premaster, 'master secret', Buffer.concat([clientRandom, serverRandom]), 48);
      const block = derive(master, 'key expansion', Buffer.concat([serverRandom, clientRandom]), 40);
      incoming = new Sealed(block.subarray(0, 16), block.subarray(32, 36));
      outgoing = new Sealed(block.subarray(16, 32), block.subarray(36, 40));
    } else if (body[0] === 20) {
      transcript.push(body);
      socket.write(record(20, u8(1)));
      const finished = message(20, derive(master, 'server finished', hash(), 12));
      socket.write(outgoing?.seal(22, finished) ?? '');
    }
  };
  const onRecord = (type: number, body: Buffer): void => {
    // After ChangeCipherSpec everything is sealed: Finished, then what the client has to say.
    if (type === 22 && master.length > 0) onHandshake(incoming?.open(22, body) ?? body);
    else if (type === 22) onHandshake(body);
    else if (type === 23 && incoming && outgoing) {
      socket.write(outgoing.seal(23, Buffer.from(answer(incoming.open(23, body).toString('latin1')))));
    }
  };
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 5 && pending.length >= 5 + pending.readUInt16BE(3)) {
      const length = pending.readUInt16BE(3);
      const type = pending.readUInt8(0);
      const body = pending.subarray(5, 5 + length);
      pending = pending.subarray(5 + length);
      onRecord(type, body);
    }
  });
}

/** PKCS #1 v1.5 by hand: Node.js 20 no longer does it. */
function unpadded(key: KeyObject, encrypted: Buffer): Buffer {
  const plain = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  return plain.subarray(-48);
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { DomainError } from '@credit/kernel';
import { readKeyRing } from './key-file.ts';
import type { KeyFileOptions } from './key-file.ts';

const ALG = 'A256GCM';
const FORMAT = 1;
const IV = 12;
const TAG = 16;

/**
 * 字段加密: AES-256-GCM for identity numbers and stored payloads. Algorithm and key id stand in the ciphertext; `context` (for example `person-id`)
 * is bound to it, so that a value moved to another column does not decrypt.
 */
export interface FieldCipher {
  /** Text `v1.A256GCM.<kid>.<iv>.<ciphertext and tag>`, base64url parts. */
  encrypt(plain: string, context: string): string;
  /** @throws DomainError `CIPHER.UNREADABLE` when it is no such text, was altered, or its key is unknown */
  decrypt(text: string, context: string): string;
  encryptBytes(plain: Buffer, context: string): Buffer;
  /** @throws DomainError `CIPHER.UNREADABLE` */
  decryptBytes(bytes: Buffer, context: string): Buffer;
}

const unreadable = (): DomainError =>
  new DomainError({ code: 'CIPHER.UNREADABLE', message: 'the stored value cannot be decrypted', userMessage: '加密数据无法读取' });

const bound = (kid: string, context: string): Buffer => Buffer.from(`${ALG}\0${kid}\0${context}`);

function seal(key: KeyObject, kid: string, plain: Buffer, context: string): { iv: Buffer; sealed: Buffer } {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(bound(kid, context));
  return { iv, sealed: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

function open(key: KeyObject | undefined, kid: string, iv: Buffer, sealed: Buffer, context: string): Buffer {
  if (!key || iv.length !== IV || sealed.length < TAG) throw unreadable();
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(bound(kid, context)).setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
  } catch {
    throw unreadable();
  }
}

/** Reads the key file once; keys are cached as KeyObjects. @throws Error naming the file when it is unusable */
export function createFieldCipher(options: KeyFileOptions): FieldCipher {
  const { current, keys } = readKeyRing(options, ALG);
  const currentKey = keys.get(current)!;
  return {
    encrypt(plain, context) {
      const { iv, sealed } = seal(currentKey, current, Buffer.from(plain, 'utf8'), context);
      return `v${FORMAT}.${ALG}.${current}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
    },
    decrypt(text, context) {
      const [format, alg, kid, iv, sealed, ...rest] = text.split('.');
      if (format !== `v${FORMAT}` || alg !== ALG || kid === undefined || iv === undefined || sealed === undefined || rest.length > 0) throw unreadable();
      return open(keys.get(kid), kid, Buffer.from(iv, 'base64url'), Buffer.from(sealed, 'base64url'), context).toString('utf8');
    },
    encryptBytes(plain, context) {
      const { iv, sealed } = seal(currentKey, current, plain, context);
      return Buffer.concat([Buffer.from([FORMAT, current.length]), Buffer.from(current, 'latin1'), iv, sealed]);
    },
    decryptBytes(bytes, context) {
      if (bytes.length < 2 || bytes[0] !== FORMAT) throw unreadable();
      const at = 2 + bytes[1]!;
      const kid = bytes.toString('latin1', 2, at);
      return open(keys.get(kid), kid, bytes.subarray(at, at + IV), bytes.subarray(at + IV), context);
    },
  };
}

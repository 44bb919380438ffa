import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Where a page ended: the sort column's value as text (null = among the nulls) and the record's id. */
export interface Position {
  value: string | null;
  id: string;
}

/**
 * Seals positions, because they hold values and ids: AES-256-GCM, bound to person, list, filters and policy version
 * (THREATS 18). A cursor of another person or another list is refused like a forged one.
 */
export class CursorSeal {
  readonly #key: Buffer;

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'seguito/cursor/v1', 32));
  }

  seal(position: Position, bound: string[]): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(bindingOf(bound));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(position), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  }

  /** Throws `invalid-input` naming the parameter when the cursor is not one of ours for this list. */
  open(cursor: string, bound: string[]): Position {
    const bytes = Buffer.from(cursor, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12)).setAAD(bindingOf(bound));
      decipher.setAuthTag(bytes.subarray(-16));
      const text = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('utf8');
      return JSON.parse(text);
    } catch {
      throw new AppError('invalid-input', {
        fields: [{ field: 'after', messageId: 'input.cursor', params: {} }],
      });
    }
  }
}

function bindingOf(bound: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(bound)).digest();
}

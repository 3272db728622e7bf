import { isRecord, parseJson } from '../json.ts';
import { holdsUnseen } from '../runner/text.ts';

/** What a secret may have got on its way into the workflow's secrets, and how that is said. */
export const damages = {
  JSON: 'is a JSON object: store the secret alone, which is the text of one of its fields',
  quotes: 'has quotes around it: store it without them',
  unseen: 'holds a character that cannot be seen: copy it again, from Qlik itself',
  'white space': 'has white space inside, as no secret of Qlik has: copy it again, in one piece',
} as const;

export type Damage = keyof typeof damages;

const inQuotes =
  /^["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a].+["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a]$/su;

/** @returns what shows that a secret was not stored as it was made; undefined for nothing */
export function damageOf(secret: string): Damage | undefined {
  if (secret.startsWith('{') && isRecord(parseJson(secret)?.value)) return 'JSON';
  if (inQuotes.test(secret)) return 'quotes';
  if (holdsUnseen(secret)) return 'unseen';
  return /\s/u.test(secret) ? 'white space' : undefined;
}

import { isRecord, parseJson } from '../json.ts';
import { holdsUnseen } from '../runner/text.ts';

/** How a secret may have been damaged when it was stored in GitHub, and the words for it. */
export const damages = {
  JSON: 'is a JSON object: store only the secret itself, which is the text of one of its fields',
  quotes: 'has quotes around it: store it without them',
  unseen: 'contains an invisible character: copy it again, directly from Qlik',
  'white space': 'contains white space, as no secret from Qlik does: copy it again, in one piece',
} as const;

export type Damage = keyof typeof damages;

const inQuotes =
  /^["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a].+["'`\u2018-\u201f\u00ab\u00bb\u2039\u203a]$/su;

/** @returns how a secret was visibly damaged when it was stored; undefined when it looks intact */
export function damageOf(secret: string): Damage | undefined {
  if (secret.startsWith('{') && isRecord(parseJson(secret)?.value)) return 'JSON';
  if (inQuotes.test(secret)) return 'quotes';
  if (holdsUnseen(secret)) return 'unseen';
  return /\s/u.test(secret) ? 'white space' : undefined;
}

import { expect, it } from '@jest/globals';
import { hintForToken } from '../../src/errors/token-hints.ts';

it('a 429 to a token request is retried, whatever the response says', () => {
  const request = { method: 'POST', url: new URL('https://acme.example/oauth/token') };
  const answer = { status: 429, headers: {}, text: undefined };
  expect(hintForToken(request, answer, { credential: 'client-secret' })?.hint).toContain('raise');
});

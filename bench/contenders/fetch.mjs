// A script with Node's own fetch.
import { appendFileSync } from 'node:fs';
const { TENANT, CLIENT_ID, CLIENT_SECRET, OUTPUT } = process.env;
const answer = await fetch(`${TENANT}/oauth/token`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    grant_type: 'client_credentials',
  }),
});
const { access_token: token } = await answer.json();
console.log(`::add-mask::${token}`);
const me = await fetch(`${TENANT}/api/v1/users/me`, {
  headers: { authorization: `Bearer ${token}` },
});
if (!me.ok) throw new Error(String(me.status));
appendFileSync(OUTPUT, `token=${token}\nresponse=${await me.text()}\n`);

// The limit for a post step: one request.
const { TENANT, CLIENT_ID, CLIENT_SECRET, TOKEN } = process.env;
const transport = TENANT.startsWith('https:') ? require('node:https') : require('node:http');
const fields = {
  token: TOKEN,
  token_type_hint: 'access_token',
  client_id: CLIENT_ID,
  client_secret: CLIENT_SECRET,
};
const options = { method: 'POST', headers: { 'content-type': 'application/json' } };
const request = transport.request(`${TENANT}/oauth/revoke`, options, (response) => {
  if (response.statusCode !== 200) throw new Error(String(response.statusCode));
  response.resume().on('end', () => console.log('revoked'));
});
request.end(JSON.stringify(fields));

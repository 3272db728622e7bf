TOKEN=$(jq -n '{grant_type: "client_credentials", client_id: env.QLIK_CLIENT_ID, client_secret: env.QLIK_CLIENT_SECRET}' |
  curl -s --json @- "$QLIK_TENANT/oauth/token" | jq -r .access_token)
qlik() { curl -s -K <(echo "header = \"Authorization: Bearer $TOKEN\"") "$@"; }

qlik "$QLIK_TENANT/api/v1/users/me" | jq -r .name

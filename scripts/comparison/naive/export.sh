TOKEN=$(jq -n '{grant_type: "client_credentials", client_id: env.QLIK_CLIENT_ID, client_secret: env.QLIK_CLIENT_SECRET}' |
  curl -s --json @- "$QLIK_TENANT/oauth/token" | jq -r .access_token)
qlik() { curl -s -K <(echo "header = \"Authorization: Bearer $TOKEN\"") "$@"; }

LOCATION=$(qlik -i -X POST "$QLIK_TENANT/api/v1/apps/$QLIK_APP/export" | grep -i '^location:' | tr -d '\r' | cut -d' ' -f2)
qlik -o app.qvf "$QLIK_TENANT$LOCATION"

TOKEN=$(jq -n '{grant_type: "client_credentials", client_id: env.QLIK_CLIENT_ID, client_secret: env.QLIK_CLIENT_SECRET}' |
  curl -s --json @- "$QLIK_TENANT/oauth/token" | jq -r .access_token)
qlik() { curl -s -K <(echo "header = \"Authorization: Bearer $TOKEN\"") "$@"; }

ID=$(qlik --json "{\"appId\": \"$QLIK_APP\"}" "$QLIK_TENANT/api/v1/reloads" | jq -r .id)
STATUS=QUEUED
while [ "$STATUS" != SUCCEEDED ]; do
  if [ "$STATUS" = FAILED ]; then exit 1; fi
  sleep 1
  STATUS=$(qlik "$QLIK_TENANT/api/v1/reloads/$ID" | jq -r .status)
done

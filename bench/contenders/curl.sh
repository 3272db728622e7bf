# What a careful script with curl and jq does.
set -euo pipefail
token=$(jq --null-input --arg id "$CLIENT_ID" --arg secret "$CLIENT_SECRET" \
  '{client_id: $id, client_secret: $secret, grant_type: "client_credentials"}' |
  curl --silent --show-error --fail --header 'Content-Type: application/json' --data-binary @- "$TENANT/oauth/token" |
  jq --raw-output .access_token)
echo "::add-mask::$token"
response=$(curl --silent --show-error --fail --header "Authorization: Bearer $token" "$TENANT/api/v1/users/me")
printf 'token=%s\nresponse=%s\n' "$token" "$response" >>"$OUTPUT"

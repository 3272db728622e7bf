request() { curl --silent --show-error --fail-with-body --max-time 300 "$@"; }
repeat=(--retry 3 --retry-connrefused --retry-all-errors)
client='client_id: env.QLIK_CLIENT_ID, client_secret: env.QLIK_CLIENT_SECRET'
token=$(jq --null-input "{grant_type: \"client_credentials\", $client}" |
  request "${repeat[@]}" --json @- "$QLIK_TENANT/oauth/token" | jq --exit-status --raw-output .access_token)
echo "::add-mask::$token"
revoke() {
  TOKEN=$token jq --null-input "{token: env.TOKEN, $client}" |
    request "${repeat[@]}" --json @- "$QLIK_TENANT/oauth/revoke" || echo '::warning::The token was not revoked'
}
trap revoke EXIT
qlik() { request --config <(printf 'header = "Authorization: Bearer %s"\n' "$token") "$@"; }
# Only a GET is repeated, and into a file: what came before a fault must not stay in the answer.
get() { qlik "${repeat[@]}" --remove-on-error --output "$2" "$QLIK_TENANT$1"; }

id=$(jq --null-input '{appId: env.QLIK_APP}' | qlik --json @- "$QLIK_TENANT/api/v1/reloads" |
  jq --exit-status --raw-output .id)
deadline=$((SECONDS + 3600))
while true; do
  sleep 1
  get "/api/v1/reloads/$id" reload.json
  case $(jq --exit-status --raw-output .status reload.json) in
    SUCCEEDED) exit 0 ;;
    FAILED | CANCELED | EXCEEDED_LIMIT)
      jq --raw-output '"::error::\(.status) \(.errorCode) \(.errorMessage)"' reload.json
      exit 1
      ;;
  esac
  if ((SECONDS > deadline)); then
    echo '::error::The reload took more than an hour'
    exit 1
  fi
done

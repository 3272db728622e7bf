# What a script with curl and jq does with a list: page after page, each on a connection of its own.
set -euo pipefail
url="$TENANT/api/v1/list"
while [ -n "$url" ]; do
  page=$(curl --silent --show-error --fail --header 'Authorization: Bearer bench' "$url")
  jq --compact-output '.data[]' <<<"$page" >>"$OUTPUT"
  url=$(jq --raw-output '.links.next.href // empty' <<<"$page")
done

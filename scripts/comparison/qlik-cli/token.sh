# With a context that holds the credentials, made before.
qlik user me --retry 3 | jq --exit-status --raw-output .name

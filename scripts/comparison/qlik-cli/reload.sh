# With a context that holds the credentials, made before.
id=$(qlik reload create --appId "$QLIK_APP" --quiet)
deadline=$((SECONDS + 3600))
while true; do
  sleep 1
  case $(qlik reload get "$id" --retry 3 | jq --exit-status --raw-output .status) in
    SUCCEEDED) exit 0 ;;
    FAILED | CANCELED | EXCEEDED_LIMIT) exit 1 ;;
  esac
  if ((SECONDS > deadline)); then exit 1; fi
done

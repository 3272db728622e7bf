# With a context that holds the credentials, made before.
qlik app export "$QLIK_APP" --output-file app.qvf --retry 3

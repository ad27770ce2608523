#!/bin/sh
# Makes a keychain for one build that holds the certificate to sign with: FBROWSER_CERTIFICATE, a .p12 in base64,
# and FBROWSER_CERTIFICATE_PASSWORD. Without them, does nothing. For machines that are thrown away after the build.
set -eu

[ -n "${FBROWSER_CERTIFICATE:-}" ] || exit 0

folder=$(mktemp -d)
trap 'rm -f "$folder/certificate.p12"' EXIT
keychain=$folder/build.keychain-db
secret=$(uuidgen)

printf %s "$FBROWSER_CERTIFICATE" | base64 -D > "$folder/certificate.p12"
security create-keychain -p "$secret" "$keychain"
security set-keychain-settings -lut 21600 "$keychain"
security unlock-keychain -p "$secret" "$keychain"
security import "$folder/certificate.p12" -k "$keychain" -P "$FBROWSER_CERTIFICATE_PASSWORD" -T /usr/bin/codesign
security set-key-partition-list -S apple-tool:,apple: -s -k "$secret" "$keychain" > /dev/null
security list-keychains -d user -s "$keychain" login.keychain-db

#!/bin/sh
# Makes the disk image of macOS, dist/fbrowser-VERSION-ARCHITECTURE.dmg, of the app in dist/.
#
# FBROWSER_CODESIGN_IDENTITY, if set, signs it. If FBROWSER_NOTARY_APPLE_ID is set as well, with
# FBROWSER_NOTARY_TEAM_ID and FBROWSER_NOTARY_PASSWORD (of that app alone), Apple looks at it, and says so in the image.
set -eu
cd "$(dirname "$0")/../.."

app=dist/fbrowser.app
version=$(/usr/libexec/PlistBuddy -c "Print CFBundleShortVersionString" "$app/Contents/Info.plist")
image=dist/fbrowser-$version-$(uname -m).dmg

content=$(mktemp -d)
trap 'rm -rf "$content"' EXIT
ditto "$app" "$content/fbrowser.app"
ln -s /Applications "$content/Applications"
rm -f "$image"
# Now and then the system's indexer holds the new volume for a moment, and hdiutil says that it is busy.
for pause in 2 5 10 0; do
    hdiutil create -volname fbrowser -srcfolder "$content" -fs HFS+ -format UDZO -ov "$image" && break
    [ "$pause" -gt 0 ] || exit 1
    sleep "$pause"
done

if [ -n "${FBROWSER_CODESIGN_IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$FBROWSER_CODESIGN_IDENTITY" "$image"
    if [ -n "${FBROWSER_NOTARY_APPLE_ID:-}" ]; then
        xcrun notarytool submit "$image" --wait \
            --apple-id "$FBROWSER_NOTARY_APPLE_ID" \
            --team-id "$FBROWSER_NOTARY_TEAM_ID" \
            --password "$FBROWSER_NOTARY_PASSWORD"
        xcrun stapler staple "$image"
    fi
fi
hdiutil verify -quiet "$image"
echo "$image"

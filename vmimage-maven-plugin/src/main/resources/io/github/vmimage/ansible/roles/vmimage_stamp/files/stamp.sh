#!/bin/sh
# Writes /etc/release and IMAGE_ID, IMAGE_VERSION of /etc/os-release. Prints "changed" where it wrote something.
set -eu
umask 022

# Puts standard input into file $1, if it differs from what is there.
write() {
    new=$(mktemp "$1.XXXXXX")
    cat >"$new"
    if [ ! -L "$1" ] && cmp -s "$new" "$1"; then
        rm -f "$new"
        return
    fi
    echo changed
    if [ "$STAMP_DRY_RUN" = yes ]; then
        rm -f "$new"
        return
    fi
    chmod 0644 "$new"
    # The temporary file carries the label of a temporary file where SELinux rules.
    mv -f "$new" "$1"
    if command -v restorecon >/dev/null 2>&1; then
        restorecon "$1" || true
    fi
}

# os-release(5) allows 0-9, a-z, '.', '_' and '-' in these two values.
plain() { printf '%s' "$1" | tr '[:upper:]' '[:lower:]' | tr -c '0-9a-z._-' '-'; }
id=$(plain "$STAMP_NAME")
version=$(plain "$STAMP_VERSION")

# The values as they are, one per line, for people and for grep.
{
    printf 'IMAGE_ID=%s\n' "$id"
    printf 'IMAGE_VERSION=%s\n' "$STAMP_VERSION"
    printf 'PROJECT_VERSION=%s\n' "$STAMP_PROJECT_VERSION"
    printf 'TAG=%s\n' "$STAMP_TAG"
    printf 'COMMIT=%s\n' "$STAMP_COMMIT"
} | write /etc/release

# The distribution's own file stays as its package made it. What /etc/os-release was before does not matter:
# a stamp of the upstream image must not survive.
original=/usr/lib/os-release
[ -e "$original" ] || original=/etc/os-release
{
    grep -vE '^(IMAGE_ID|IMAGE_VERSION)=' "$original"
    printf 'IMAGE_ID=%s\nIMAGE_VERSION=%s\n' "$id" "$version"
} | write /etc/os-release

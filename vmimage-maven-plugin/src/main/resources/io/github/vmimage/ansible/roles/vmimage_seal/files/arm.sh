#!/bin/sh
# Puts the seal's script, which comes on standard input, where systemd-shutdown(8) runs it. Prints "changed" where it wrote.
set -eu
umask 022

folder=/usr/lib/systemd/system-shutdown
script=$folder/vmimage-seal
new=$(cat)
if [ -f "$script" ] && [ -x "$script" ] && [ "$new" = "$(cat "$script")" ]; then
    exit 0
fi
echo changed
if [ "$SEAL_DRY_RUN" = yes ]; then
    exit 0
fi
if [ ! -d /run/systemd/system ]; then
    echo "vmimage-seal: this guest was not started by systemd, so nothing would run the seal when it powers off" >&2
    exit 1
fi
# Hardened guests keep /usr read-only, as a file system of its own or with all of the root.
point=
if ! mkdir -p "$folder" 2>/dev/null || ! [ -w "$folder" ]; then
    point=/
    if grep -q '^[^ ]* /usr ' /proc/mounts; then point=/usr; fi
    mount -o remount,rw "$point"
    mkdir -p "$folder"
fi
printf '%s\n' "$new" >"$script"
chmod 0755 "$script"
if command -v restorecon >/dev/null 2>&1; then
    restorecon "$script" || true
fi
if [ -n "$point" ]; then
    sync
    # Only this mount: where it is bound from the root, the root is not made read-only with it.
    mount -o remount,bind,ro "$point" || true
fi

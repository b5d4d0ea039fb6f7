#!/bin/sh
# Runs a rendered seal script in a tree as systemd-shutdown would in a guest: TREE SCRIPT SHELL TOOLS ACTION
# The tree's copy is a file system of its own in memory, which the script may mount again; its result replaces the tree. TOOLS is "system":
# this machine's own programs, or "busybox": nothing but that. To be called in a mount and UTS namespace of its own.
set -eu
tree=$1
script=$2
shell=$3
tools=$4
action=$5

hostname build-7
root=$tree.root
mkdir -p "$root"
mount -t tmpfs -o mode=755 tmpfs "$root"
cp -a --no-preserve=ownership "$tree/." "$root"
mkdir -p "$root/bin" "$root/sbin" "$root/lib" "$root/lib64" "$root/proc" "$root/run" "$root/dev" "$root/usr/lib/systemd/system-shutdown"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
: >"$root/dev/console"
: >"$root/dev/null"
mount --bind /dev/null "$root/dev/null"
mount --rbind /proc "$root/proc"
if [ "$tools" = busybox ]; then
    mount -t tmpfs -o mode=755 tmpfs "$root/bin"
    cp "$(command -v busybox)" "$root/bin/busybox"
    "$root/bin/busybox" --install -s "$root/bin"
    for each in "$root/bin"/*; do [ ! -L "$each" ] || ln -sf busybox "$each"; done
else
    mount --bind /usr/bin "$root/bin"
    mount --bind /usr/sbin "$root/sbin"
    mount --bind /usr/lib "$root/lib"
    mount --bind /usr/lib64 "$root/lib64"
    mkdir -p "$root/usr/bin"
    # Found before /bin/sh.
    ln -sf "/bin/$shell" "$root/usr/bin/sh"
fi
cp "$script" "$root/usr/lib/systemd/system-shutdown/vmimage-seal"
chmod 755 "$root/usr/lib/systemd/system-shutdown/vmimage-seal"
status=0
chroot "$root" "/bin/$shell" /usr/lib/systemd/system-shutdown/vmimage-seal "$action" || status=$?
cat "$root/dev/console"
find "$tree" -mindepth 1 -delete
cp -a -x --no-preserve=ownership "$root/." "$tree"
[ "$tools" = busybox ] || rm "$tree/usr/bin/sh"
exit "$status"

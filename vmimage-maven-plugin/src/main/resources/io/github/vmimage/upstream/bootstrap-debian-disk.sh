#!/bin/sh
# Makes a bootable disk from a distribution's signed package archive: mmdebstrap, mke2fs, sfdisk, GRUB.
#
# No loop device and no mount outside a namespace is used. As root, mmdebstrap works directly; an ordinary
# user works in a user namespace (needs newuidmap from package uidmap and a range in /etc/subuid, /etc/subgid).
#
# Equal inputs and equal packages give equal bytes: every identifier is derived from the inputs, every time
# is --epoch. (The packages are what the archive offers on the day; --packages-list says which they were.)
#
# Exit: 0 done, 1 a step failed (its own message is above ours), 2 wrong use or a missing tool.
set -eu
umask 022
LC_ALL=C.UTF-8
TZ=UTC
export LC_ALL TZ
PATH=${PATH:-/usr/bin}:/usr/sbin:/sbin
export PATH

say() { printf 'bootstrap: %s\n' "$*"; }
usage_error() { printf 'bootstrap: %s\n' "$*" >&2; exit 2; }
fail() { printf 'bootstrap: %s\n' "$*" >&2; exit 1; }

SECTOR=512
MIB=1048576
BIOS_START=2048   # sectors; 1 MiB long
ESP_START=4096
ESP_MIB=16
ROOT_START=$((ESP_START + ESP_MIB * 2048))
GPT_TAIL=2048     # the backup table needs 33 sectors; a whole MiB keeps the end aligned

# ---------------------------------------------------------------------------------------------------------
# Inner stages. This file calls itself for them, inside mmdebstrap or inside the user namespace, where it is
# root and sees the target's owners as the guest will.
# ---------------------------------------------------------------------------------------------------------

# While mmdebstrap runs, the last moment at which apt's lists and a mounted /proc are there.
customize() {
    root=$1
    out=$2

    for list in "$root"/var/lib/apt/lists/*Release "$root"/var/lib/apt/lists/*Release.gpg; do
        [ ! -e "$list" ] || cp "$list" "$out/release/"
    done
    [ -n "$(ls "$out/release")" ] || fail "apt left no signed release file in the target; the archive was not verified"
    # shellcheck disable=SC2016 # the fields are dpkg-query's, not the shell's
    chroot "$root" dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' | LC_ALL=C sort >"$out/packages"

    [ -e "$root/sbin/init" ] || fail "the packages give no /sbin/init; add systemd-sysv to --packages"
    { [ -e "$root/vmlinuz" ] || [ -e "$root/boot/vmlinuz" ]; } \
        || fail "the packages give no kernel; add linux-image-cloud-amd64 (Debian) or linux-virtual (Ubuntu) to --packages"
    { [ -e "$root/initrd.img" ] || [ -e "$root/boot/initrd.img" ]; } \
        || fail "the packages give no initial RAM disk; add initramfs-tools to --packages"

    # cloud-init writes a network set-up of its own where it finds a data source. This one has the lowest
    # priority and pins no address of any card, so a clone without a data source gets DHCP too.
    if [ -e "$root/lib/systemd/system/systemd-networkd.service" ] && [ ! -e "$root/sbin/ifup" ]; then
        cat >"$root/etc/systemd/network/90-dhcp.network" <<'END'
[Match]
Type=ether
Name=en* eth*

[Network]
DHCP=yes

[DHCPv4]
UseDomains=yes
END
        chroot "$root" systemctl --quiet enable systemd-networkd.service
    fi
}

# After mmdebstrap: what makes this tree a guest, then the file system made from it.
pack() {
    root=$1
    out=$2
    disk=$3
    name=$4
    epoch=$5
    root_uuid=$6
    hash_seed=$7

    say "configuring the guest"
    printf '%s\n' "$name" >"$root/etc/hostname"
    cat >"$root/etc/hosts" <<'END'
127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
ff02::1 ip6-allnodes
ff02::2 ip6-allrouters
END
    printf 'UUID=%s / ext4 discard,errors=remount-ro 0 1\n' "$root_uuid" >"$root/etc/fstab"
    printf 'LANG=C.UTF-8\n' >"$root/etc/default/locale"

    # Trust stays with the guest's own archive keys. Newer releases no longer offer these to every source,
    # so there the sources must name the keyring.
    cp "$out/sources.guest" "$root/etc/apt/sources.list"
    if [ -z "$(find "$root/etc/apt/trusted.gpg.d" -name '*.gpg' -o -name '*.asc' 2>/dev/null)" ]; then
        for keys in debian-archive-keyring ubuntu-archive-keyring; do
            for form in gpg pgp; do
                [ -e "$root/usr/share/keyrings/$keys.$form" ] || continue
                sed "s,^\(deb[-a-z]*\) \[,\1 [signed-by=/usr/share/keyrings/$keys.$form ,; t
                     s,^\(deb[-a-z]*\) ,&[signed-by=/usr/share/keyrings/$keys.$form] ," \
                    "$out/sources.guest" >"$root/etc/apt/sources.list"
                break 2
            done
        done
    fi

    # cloud-init: any data source may feed the image (NoCloud, the clouds); the distribution's own list stays.
    # Without these two it would rewrite sources.list at first boot and generate a locale nobody asked for.
    if [ -d "$root/etc/cloud/cloud.cfg.d" ]; then
        cat >"$root/etc/cloud/cloud.cfg.d/10_image.cfg" <<'END'
apt:
  preserve_sources_list: true
locale: C.UTF-8
END
    fi

    # The boot loader is not a package of the guest. Its configuration names the distribution's own links,
    # which every kernel upgrade moves, so it never has to be generated again.
    mkdir -p "$root/boot/grub"
    cat >"$root/boot/grub/grub.cfg" <<END
set timeout=0
set default=0
set fallback=1
if serial --unit=0 --speed=115200; then
    terminal_output console serial
fi

set kernel_dir=
if [ ! -e /vmlinuz ]; then
    set kernel_dir=/boot
fi
# Without no_timer_check a kernel tries its timer first, and panics where an emulated one is late, because the machine is busy.
set kernel_arguments="root=UUID=$root_uuid ro console=tty0 console=ttyS0,115200 no_timer_check"

menuentry "Linux" {
    linux \$kernel_dir/vmlinuz \$kernel_arguments
    initrd \$kernel_dir/initrd.img
}
menuentry "Linux, the kernel before" {
    linux \$kernel_dir/vmlinuz.old \$kernel_arguments
    initrd \$kernel_dir/initrd.img.old
}
END

    # No password opens root. Identity is made at first boot: the machine-id must be there and empty.
    sed -i 's/^root:[^:]*:/root:!*:/' "$root/etc/shadow"
    rm -f "$root"/etc/ssh/ssh_host_*
    : >"$root/etc/machine-id"
    rm -f "$root/var/lib/dbus/machine-id" "$root/var/lib/systemd/random-seed"
    if [ -e "$root/lib/systemd/systemd-resolved" ]; then
        ln -sfn ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
    else
        rm -f "$root/etc/resolv.conf"
        : >"$root/etc/resolv.conf"
    fi
    rm -f "$root/etc/.resolv.conf.systemd-resolved.bak"

    # Traces of this machine and of the run: they differ every time, and no guest needs them.
    for each in passwd group shadow gshadow subuid subgid; do
        rm -f "$root/etc/$each-"
    done
    rm -f "$root/etc/.pwd.lock" "$root/var/cache/ldconfig/aux-cache" "$root"/var/cache/debconf/*-old \
        "$root"/var/lib/dpkg/*-old "$root"/var/cache/apt/*.bin
    rm -rf "$root/var/log/apt" "$root/root/.cache"
    mkdir "$root/var/log/apt"
    find "$root/var/log" -type f \( -name '*.log' -o -name '*.log.*' \) -delete
    find "$root/var/log" -type f -exec truncate -s 0 {} +
    for each in dev run tmp var/tmp var/lib/apt/lists var/cache/apt/archives; do
        find "$root/$each" -xdev -mindepth 1 -delete
    done
    mkdir -p "$root/var/lib/apt/lists/partial" "$root/var/cache/apt/archives/partial"
    chroot "$root" chown _apt:root /var/lib/apt/lists/partial /var/cache/apt/archives/partial
    chmod 700 "$root/var/lib/apt/lists/partial" "$root/var/cache/apt/archives/partial"

    # No time later than the epoch, and no time of reading.
    find "$root" -xdev -newermt "@$epoch" -exec touch -h -m -d "@$epoch" {} +
    find "$root" -xdev -exec touch -h -a -d "@$epoch" {} +

    say "making the file system"
    # Our own defaults, not those of this machine's /etc/mke2fs.conf; only what GRUB 2.04 and later reads.
    cat >"$out/mke2fs.conf" <<'END'
[defaults]
blocksize = 4096
inode_size = 256
inode_ratio = 16384
reserved_ratio = 1
enable_periodic_fsck = 0
[fs_types]
    ext4 = {
        inode_size = 256
    }
END
    kib=$((($(stat -c %s "$disk") / SECTOR - ROOT_START - GPT_TAIL) / 2))
    MKE2FS_CONFIG="$out/mke2fs.conf" E2FSPROGS_FAKE_TIME="$epoch" SOURCE_DATE_EPOCH="$epoch" \
        mke2fs -q -F -t ext4 -d "$root" -L root -U "$root_uuid" \
        -O none,has_journal,ext_attr,resize_inode,dir_index,filetype,extent,64bit,flex_bg,sparse_super,large_file,huge_file,dir_nlink,extra_isize,metadata_csum \
        -E "offset=$((ROOT_START * SECTOR)),hash_seed=$hash_seed,lazy_itable_init=0,lazy_journal_init=0,nodiscard,root_owner=0:0" \
        "$disk" "${kib}k"

    # e2fsprogs before 1.47.1 copies the change times of the tree, which nothing can set from outside.
    find "$root" -xdev -mindepth 1 -printf 'sif "/%P" ctime @'"$epoch"'\nsif "/%P" ctime_extra 0\nsif "/%P" crtime @'"$epoch"'\nsif "/%P" crtime_extra 0\n' \
        >"$out/times"
    for inode in '<2>' '<7>' '<8>' '<11>'; do
        for field in atime ctime mtime crtime; do
            printf 'sif %s %s @%s\nsif %s %s_extra 0\n' "$inode" "$field" "$epoch" "$inode" "$field"
        done
    done >>"$out/times"
    E2FSPROGS_FAKE_TIME="$epoch" debugfs -w -f "$out/times" "$disk?offset=$((ROOT_START * SECTOR))" >"$out/times.log" 2>&1 \
        || { tail -n 3 "$out/times.log" >&2; fail "debugfs could not set the file times"; }
}

case ${1:-} in
    --inside-customize) shift; customize "$@"; exit 0 ;;
    --inside-pack) shift; pack "$@"; exit 0 ;;
esac

# ---------------------------------------------------------------------------------------------------------
# Arguments
# ---------------------------------------------------------------------------------------------------------
suite='' keyring='' sources='' packages='' size='' name='' epoch='' work='' release_files='' packages_list='' output=''
while [ $# -gt 0 ]; do
    option=$1
    case $option in
        --suite | --keyring | --sources | --packages | --size | --name | --epoch | --work | --release-files | --packages-list | --output) ;;
        *) usage_error "unknown option '$option'. Accepted: --suite --keyring --sources --packages --size --name --epoch --work --release-files --packages-list --output, each with a value" ;;
    esac
    [ $# -ge 2 ] || usage_error "$option has no value"
    case $option in
        --suite) suite=$2 ;;
        --keyring) keyring=$2 ;;
        --sources) sources=$2 ;;
        --packages) packages=$2 ;;
        --size) size=$2 ;;
        --name) name=$2 ;;
        --epoch) epoch=$2 ;;
        --work) work=$2 ;;
        --release-files) release_files=$2 ;;
        --packages-list) packages_list=$2 ;;
        --output) output=$2 ;;
    esac
    shift 2
done

required() { [ -n "$2" ] || usage_error "$1 is missing"; }
required --suite "$suite"
required --keyring "$keyring"
required --sources "$sources"
required --packages "$packages"
required --size "$size"
required --name "$name"
required --epoch "$epoch"
required --work "$work"
required --release-files "$release_files"
required --packages-list "$packages_list"
required --output "$output"

case $suite in *[!a-z0-9.-]* | [!a-z]*) usage_error "--suite '$suite' is no suite name; accepted: small letters, digits, '.', '-', such as bookworm" ;; esac
case $name in *[!a-z0-9-]* | -* | *-) usage_error "--name '$name' is no host name; accepted: small letters, digits and '-' inside" ;; esac
[ "${#name}" -le 63 ] || usage_error "--name '$name' is longer than 63 characters"
case $epoch in *[!0-9]*) usage_error "--epoch '$epoch' is not a number of seconds since 1970" ;; esac
{ [ "${#epoch}" -le 10 ] && [ "$epoch" -gt 315532799 ]; } \
    || usage_error "--epoch '$epoch' is out of range; accepted: 315532800 (1980, where FAT begins) to 9999999999"
case $packages in *[!a-z0-9.+:\ -]*) usage_error "--packages '$packages': accepted are package names separated by blanks" ;; esac
case $size in
    [1-9]*G) number=${size%G}; unit=$((1024 * MIB)) ;;
    [1-9]*M) number=${size%M}; unit=$MIB ;;
    *) usage_error "--size '$size' is no size; accepted: a whole number with M or G, such as 8G" ;;
esac
case $number in *[!0-9]*) usage_error "--size '$size' is no size; accepted: a whole number with M or G, such as 8G" ;; esac
[ "${#number}" -le 7 ] || usage_error "--size '$size' is too large"
bytes=$((number * unit))
[ "$bytes" -ge $((1024 * MIB)) ] || usage_error "--size '$size' is too small; at least 1G"
for file in "$keyring" "$sources"; do
    { [ -f "$file" ] && [ -r "$file" ]; } || usage_error "'$file' is not a readable file"
done
[ -s "$keyring" ] || usage_error "--keyring '$keyring' is empty"
grep -q '^deb[ 	]' "$sources" || usage_error "--sources '$sources' has no line that begins with 'deb '"
bad=$(grep -vE '^[[:space:]]*(#.*)?$|^deb(-src)?[[:space:]]+(\[[^]]*\][[:space:]]+)?[^][:space:]]+[[:space:]]+[^[:space:]]+' "$sources" | head -n 1) || true
[ -z "$bad" ] || usage_error "--sources '$sources' has a line that is not apt's one-line format: $bad"
if grep -iqE '^deb[^]]*\[[^]]*(trusted|allow-insecure|allow-weak|allow-downgrade-to-insecure)[[:space:]]*=' "$sources"; then
    usage_error "--sources '$sources' switches the signature check off (trusted=, allow-insecure= ...); remove that option"
fi
case $output in *.qcow2) ;; *) usage_error "--output '$output' must end in .qcow2" ;; esac
for path in "$work" "$release_files" "$packages_list" "$output" "$keyring"; do
    case $path in
        *[\'\"\\]* | *"
"*) usage_error "'$path': quotes, backslashes and line breaks are not accepted in paths" ;;
    esac
done

[ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ] || usage_error "only amd64 machines can make this disk"
need() {
    command -v "$1" >/dev/null 2>&1 || usage_error "'$1' is missing; install it with: apt-get install $2"
}
need mmdebstrap mmdebstrap
need unshare util-linux
need mke2fs e2fsprogs
need debugfs e2fsprogs
need sfdisk fdisk
need qemu-img qemu-utils
need mformat mtools
need grub-mkimage grub-common
[ -d /usr/lib/grub/i386-pc ] || usage_error "GRUB's BIOS modules are missing; install them with: apt-get install grub-pc-bin"
[ -d /usr/lib/grub/x86_64-efi ] || usage_error "GRUB's UEFI modules are missing; install them with: apt-get install grub-efi-amd64-bin"

if [ "$(id -u)" -eq 0 ]; then
    mode=root
else
    mode=unshare
    need newuidmap uidmap
    me=$(id -un)
    for file in /etc/subuid /etc/subgid; do
        grep -q "^\($me\|$(id -u)\):" "$file" 2>/dev/null \
            || usage_error "$file has no range for user $me; add one with: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $me (or run as root)"
    done
fi

# ---------------------------------------------------------------------------------------------------------
# Scratch. In a user namespace the ids 0 to 65535 are the user's sub-ids, so to this machine they are
# strangers: every folder above the scratch must let others pass. Home folders often do not.
# ---------------------------------------------------------------------------------------------------------
mkdir -p "$work" "$release_files" "$(dirname "$output")" "$(dirname "$packages_list")"
absolute() { printf '%s/%s' "$(cd "$(dirname "$1")" && pwd -P)" "$(basename "$1")"; }
work=$(cd "$work" && pwd -P)
release_files=$(absolute "$release_files")
packages_list=$(absolute "$packages_list")
output=$(absolute "$output")
passable() {
    folder=$1
    while :; do
        case $(stat -c %A "$folder") in *[xt]) ;; *) return 1 ;; esac
        [ "$folder" != / ] || return 0
        folder=$(dirname "$folder")
    done
}
if [ "$mode" = root ] || passable "$work"; then
    scratch=$(mktemp -d "$work/disk.XXXXXX")
else
    scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/vmimage-disk.XXXXXX")
    passable "${scratch%/*}" || { rmdir "$scratch"; fail "neither $work nor ${TMPDIR:-/var/tmp} can be entered by other users, which a user namespace needs; set TMPDIR to a folder that can"; }
    say "working in $scratch, because $work is closed to other users and so to a user namespace"
fi

cleanup() {
    status=$?
    trap - EXIT HUP INT TERM
    if [ "$mode" = unshare ] && [ -d "$scratch/root" ]; then
        mmdebstrap --unshare-helper rm -rf "$scratch/root" 2>/dev/null || true
    fi
    rm -rf "$scratch" || true
    exit "$status"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Runs a command as the guest's root: directly, or in the user namespace.
as_guest_root() {
    if [ "$mode" = root ]; then "$@"; else mmdebstrap --unshare-helper "$@"; fi
}

# Runs mmdebstrap where its mounts are its own. As root it would mount the machine's /proc, /sys and parts of /dev in the tree, and if it
# were killed they would stay, for the next "rm -r" to walk into. In a user namespace they are private as it is.
with_private_mounts() {
    if [ "$mode" = root ]; then unshare --mount --propagation private -- "$@"; else "$@"; fi
}

mkdir "$scratch/out" "$scratch/out/release"
# For the sub-ids of a user namespace, and for apt's own unprivileged user.
chmod 755 "$scratch"
if [ "$mode" = unshare ]; then
    chmod 1777 "$scratch/out" "$scratch/out/release"
fi
cp "$0" "$scratch/stage.sh"
cp "$keyring" "$scratch/keyring.${keyring##*.}"
chmod 644 "$scratch/stage.sh" "$scratch/keyring.${keyring##*.}"

# apt may trust this keyring and no other: each source is bound to it, whatever the line said before.
sed -E -e '/^[[:space:]]*(#|$)/d' -e 's/[[:space:]]+$//' \
    -e ':again' -e 's/^(deb[^]]*\[[^]]*)signed-by=[^] ]*/\1/' -e 't again' \
    -e 's/\[[[:space:]]+/[/; s/[[:space:]]+\]/]/; s/^(deb(-src)?)[[:space:]]+\[\]/\1/; s/^(deb(-src)?)[[:space:]]+/\1 /' \
    "$sources" >"$scratch/out/sources.guest"
# Nor may anything depend on where this was called, or on the caller's home: the sub-ids cannot look there.
cd "$scratch"
HOME=$scratch
export HOME

signed_by="signed-by=$scratch/keyring.${keyring##*.}"
sed -E -e "s,^(deb(-src)?) \[,\1 [$signed_by ,; t" -e "s,^(deb(-src)?) ,\1 [$signed_by] ," \
    "$scratch/out/sources.guest" >"$scratch/sources"

# Identifiers come from the inputs, so the same inputs name the same disk.
seed=$({ printf '%s\n' "$suite" "$packages" "$bytes" "$name" "$epoch"; cat "$scratch/out/sources.guest"; } | sha256sum | cut -c1-64)
uuid() { printf '%s:%s' "$seed" "$1" | sha256sum | sed -E 's/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*/\1-\2-4\3-8\4-\5/'; }
disk_uuid=$(uuid disk)
root_uuid=$(uuid root)
hash_seed=$(uuid hash)
fat_serial=$(uuid esp | cut -c1-8)

# ---------------------------------------------------------------------------------------------------------
# The tree
# ---------------------------------------------------------------------------------------------------------
say "installing $suite with mmdebstrap ($mode mode)"
include=$(printf '%s' "$packages" | tr -s ' ' ',' | sed 's/^,//; s/,$//')
with_private_mounts env SOURCE_DATE_EPOCH="$epoch" mmdebstrap --mode="$mode" --variant=minbase --format=directory \
    --include="$include" \
    --customize-hook="sh '$scratch/stage.sh' --inside-customize \"\$1\" '$scratch/out'" \
    "$suite" "$scratch/root" - <"$scratch/sources" 2>&1 \
    || fail "mmdebstrap could not install $suite from the given sources with the keyring $keyring; its own message is above"

# ---------------------------------------------------------------------------------------------------------
# The disk
# ---------------------------------------------------------------------------------------------------------
say "partitioning"
disk=$scratch/out/disk.raw
truncate -s "$bytes" "$disk"
sfdisk --quiet --no-reread --no-tell-kernel "$disk" <<END
label: gpt
label-id: $disk_uuid
unit: sectors
first-lba: 2048
start=$BIOS_START, size=2048, type=21686148-6449-6E6F-744E-656564454649, uuid=$(uuid bios-partition), name="bios"
start=$ESP_START, size=$((ESP_MIB * 2048)), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, uuid=$(uuid esp-partition), name="esp"
start=$ROOT_START, size=$((bytes / SECTOR - ROOT_START - GPT_TAIL)), type=4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709, uuid=$(uuid root-partition), name="root"
END
[ "$mode" = root ] || chmod 666 "$disk"

as_guest_root sh "$scratch/stage.sh" --inside-pack "$scratch/root" "$scratch/out" "$disk" "$name" "$epoch" "$root_uuid" "$hash_seed" \
    || fail "the file system could not be made; the reason is above"

say "installing the boot loader"
cat >"$scratch/early.cfg" <<END
search --no-floppy --fs-uuid --set=root $root_uuid
set prefix=(\$root)/boot/grub
configfile /boot/grub/grub.cfg
END
modules="part_gpt ext2 normal linux configfile search search_fs_uuid echo test serial terminal"
# shellcheck disable=SC2086 # the modules are words
grub-mkimage -O i386-pc -p /boot/grub -c "$scratch/early.cfg" -o "$scratch/core.img" biosdisk $modules
# shellcheck disable=SC2086
grub-mkimage -O x86_64-efi -p /boot/grub -c "$scratch/early.cfg" -o "$scratch/BOOTX64.EFI" fat efi_gop efi_uga all_video $modules

core_bytes=$(stat -c %s "$scratch/core.img")
core_sectors=$(((core_bytes + SECTOR - 1) / SECTOR))
[ "$core_sectors" -le 2048 ] || fail "GRUB's core image ($core_bytes bytes) does not fit the BIOS boot partition"

# Writes a number, little-endian, in $1 bytes.
little_endian() {
    width=$1
    value=$2
    while [ "$width" -gt 0 ]; do
        # shellcheck disable=SC2059 # the format is the octal escape
        printf "\\$(printf '%03o' $((value % 256)))"
        value=$((value / 256))
        width=$((width - 1))
    done
}
patch() { dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

# What grub-bios-setup does on a device: the boot sector is told where the core begins, the core's first
# sector where the rest of it lies (start, length in sectors, and the segment it is loaded to).
head -c 440 /usr/lib/grub/i386-pc/boot.img >"$scratch/mbr"
little_endian 8 "$BIOS_START" | patch "$scratch/mbr" 92
{ little_endian 8 $((BIOS_START + 1)); little_endian 2 $((core_sectors - 1)); little_endian 2 2080; } | patch "$scratch/core.img" 500
dd if="$scratch/mbr" of="$disk" conv=notrunc status=none
dd if="$scratch/core.img" of="$disk" bs=512 seek="$BIOS_START" conv=notrunc status=none

esp="$disk@@$((ESP_START * SECTOR))"
touch -d "@$epoch" "$scratch/BOOTX64.EFI"
SOURCE_DATE_EPOCH="$epoch"
MTOOLS_SKIP_CHECK=1
export SOURCE_DATE_EPOCH MTOOLS_SKIP_CHECK
mformat -i "$esp" -v ESP -N "$fat_serial" -T $((ESP_MIB * 2048)) -h 16 -s 63 -c 4 -H "$ESP_START" ::
mmd -i "$esp" ::/EFI ::/EFI/BOOT
mcopy -m -i "$esp" "$scratch/BOOTX64.EFI" ::/EFI/BOOT/BOOTX64.EFI

say "writing $output"
cp "$scratch"/out/release/* "$release_files/"
qemu-img convert -f raw -O qcow2 "$disk" "$scratch/disk.qcow2"
cp "$scratch/out/packages" "$packages_list"
mv "$scratch/disk.qcow2" "$output"
say "done"

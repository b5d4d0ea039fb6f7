# Sourced by quickstart and verify: installs with apt-get what this machine lacks.
# shellcheck shell=bash

# The programs that the plugin calls, by the Debian and Ubuntu package that brings each.
# shellcheck disable=SC2034  # used by those who source this
vmimage_packages=(
  packer ansible-core ansible-lint            # build, configure, lint
  qemu-system-x86 qemu-utils seabios ipxe-qemu # run guests, read and convert disks
  mmdebstrap uidmap e2fsprogs fdisk mtools dosfstools grub-pc-bin grub-efi-amd64-bin # bootstrap a base disk
  fuse3                                       # look into a finished disk without root
  openssh-client gpgv                         # reach the guest, check the archive
)

# install_missing [-y] PACKAGE...: lists what is missing and asks, unless told to go ahead or nobody is there to answer.
install_missing() {
  local yes=false package missing=() as_root=() answer
  [ "${1:-}" = -y ] && { yes=true; shift; }
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This script installs with apt-get, which this machine does not have. Install these by hand, then run it again: $*" >&2
    return 1
  fi
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  echo "Missing here, to be installed with apt-get: ${missing[*]}"
  if ! $yes && [ "${CI:-}" != true ] && [ -t 0 ]; then
    read -r -p "Install them now? [Y/n] " answer
    case $answer in ""|[Yy]*) ;; *) echo "Nothing installed. Next: apt-get install ${missing[*]}" >&2; return 1 ;; esac
  fi
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Root is needed. Next, as root: apt-get install ${missing[*]}" >&2; return 1; }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get -q update
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"
}

# unpack PACKAGE FOLDER: the files of a package, without installing it.
unpack() {
  mkdir -p "$2"
  (cd "$2" && apt-get -q -o APT::Sandbox::User=root download "$1" && dpkg-deb -x "$1"_*.deb . && rm "$1"_*.deb)
}

# require_java_maven_git: the three that a Maven user has; named with the command where one is absent.
require_java_maven_git() {
  local tool absent=false
  for tool in java:default-jdk javac:default-jdk mvn:maven git:git; do
    command -v "${tool%%:*}" >/dev/null && continue
    echo "${tool%%:*} is not on the PATH. Next: apt-get install ${tool#*:}" >&2
    absent=true
  done
  ! $absent
}

package io.github.vmimage.release;

import io.github.vmimage.process.Command;
import io.github.vmimage.process.MarkedProcesses;
import io.github.vmimage.process.Tool;
import java.nio.file.Path;

/**
 * Where this machine's rpm reads a foreign database: with nothing of this machine's files but its programs, no network, no process of others,
 * and an empty environment. Bubblewrap makes such a place, else unshare of util-linux. Where neither may (a container without user namespaces,
 * macOS) rpm has the empty environment only, and the answer says so.
 */
final class RpmSandbox {
  /** The first line of every answer begins so, and goes on with what made the sandbox. */
  static final String ANSWER = "sandbox: ";
  /** Stands there where nothing could. */
  static final String NONE = "none";


  /**
   * Its arguments: the folder of the copy, the program, what the program is given before and after the folder's name. A way counts where the
   * program is seen there.
   */
  private static final String SCRIPT = """
      copy=$1 program=$(command -v "$2") before=$3 || exit 127
      program=$(readlink -f "$program")
      shift 3

      # Programs and their libraries; distributions differ in which of these are links.
      own=''
      for d in /usr /bin /sbin /lib /lib32 /lib64; do
        if [ -L $d ]; then own="$own --symlink $(readlink $d) $d"; elif [ -d $d ]; then own="$own --ro-bind $d $d"; fi
      done
      bubble() {
        bwrap --unshare-all --die-with-parent --new-session --cap-drop ALL $own --dev /dev --bind "$copy" /db --chdir /db "$@"
      }
      if command -v bwrap >/dev/null 2>&1 && bubble test -x "$program" 2>/dev/null; then
        echo 'sandbox: bwrap'
        bubble env -i PATH=/usr/bin:/bin LC_ALL=C HOME=/db "%1$s=$%1$s" "$program" "$before" /db "$@"
        exit
      fi

      jail='
        set -e
        PATH=$PATH:/usr/sbin:/sbin
        copy=$1
        shift
        mkdir -p "$copy/jail"
        mount -t tmpfs -o mode=755 jail "$copy/jail"
        cd "$copy/jail"
        mkdir db dev old proc
        mount --bind "$copy" db
        for d in /usr /bin /sbin /lib /lib32 /lib64; do
          if [ -L $d ]; then
            ln -s "$(readlink $d)" .$d
          elif [ -d $d ]; then
            mkdir .$d
            mount --rbind $d .$d
            mount -o remount,bind,ro .$d
          fi
        done
        : >dev/null
        mount --bind /dev/null dev/null
        # umount asks it which mounts there are.
        mount --rbind /proc proc
        pivot_root . old
        PATH=/usr/bin:/bin:/usr/sbin:/sbin
        cd /db
        umount -l /old
        umount -l /proc
        exec setpriv --bounding-set -all --inh-caps -all --no-new-privs "$@"'
      unshared() {
        unshare --user --map-root-user --net --mount --pid --ipc --uts --fork --kill-child sh -c "$jail" sh "$copy" "$@"
      }
      if command -v unshare >/dev/null 2>&1 && unshared test -x "$program" >/dev/null 2>&1; then
        echo 'sandbox: unshare'
        unshared env -i PATH=/usr/bin:/bin LC_ALL=C HOME=/db "%1$s=$%1$s" "$program" "$before" /db "$@"
        exit
      fi

      echo 'sandbox: none'
      exec env -i PATH="$PATH" LC_ALL=C HOME="$copy" "%1$s=$%1$s" "$program" "$before" "$copy" "$@"
      """.formatted(MarkedProcesses.VARIABLE);

  private RpmSandbox() {}

  /** {@return rpm, asked of the database in a folder} */
  static Command rpm(Path copy, String... arguments) {
    return command(copy, Tool.RPM.executable(), "--dbpath", arguments);
  }

  /** Any program: it gets an option, then the folder's name there, then the rest. */
  static Command command(Path copy, String program, String option, String... arguments) {
    return Command.of(Tool.RPM, "-c", SCRIPT, "sh", copy, program, option).with((Object[]) arguments).by("sh");
  }
}

package io.github.vmimage.process;

import io.github.vmimage.report.Hints;
import io.github.vmimage.report.Problem;

/** The external programs this project relies on, and how Debian and Ubuntu install them. */
public enum Tool {
  /** Builds images. */
  PACKER("packer", "packer"),
  /** Configures guests. */
  ANSIBLE_PLAYBOOK("ansible-playbook", "ansible-core"),
  /** Lints playbooks. */
  ANSIBLE_LINT("ansible-lint", "ansible-lint"),
  /** Runs guests. */
  QEMU("qemu-system-x86_64", "qemu-system-x86"),
  /** Reads and converts disks. */
  QEMU_IMG("qemu-img", "qemu-utils"),
  /** Exports a disk's sectors as a file. */
  QEMU_STORAGE_DAEMON("qemu-storage-daemon", "qemu-system-common"),
  /** Mounts ext2, ext3 and ext4 without root. */
  FUSE2FS("fuse2fs", "fuse2fs"),
  /** Unmounts without root. */
  FUSERMOUNT("fusermount3", "fuse3"),
  /** Bootstraps a root file system from a signed archive. */
  MMDEBSTRAP("mmdebstrap", "mmdebstrap"),
  /** Reaches guests. */
  SSH("ssh", "openssh-client"),
  /** Makes the throw-away key pair of a build. */
  SSH_KEYGEN("ssh-keygen", "openssh-client"),
  /** Knows the package mirrors of this machine. */
  APT_GET("apt-get", "apt"),
  /** Makes symbolic links whose target Java would tidy up. */
  LN("ln", "coreutils"),
  /** Runs the shell scripts that this project ships. */
  SH("sh", "dash");

  private final String executable;
  private final String debianPackage;

  Tool(String executable, String debianPackage) {
    this.executable = executable;
    this.debianPackage = debianPackage;
  }

  /**
   * The program's name, looked up on the PATH.
   *
   * @return file name without a folder
   */
  public String executable() {
    return executable;
  }

  /**
   * The package that brings it on Debian and Ubuntu.
   *
   * @return package name
   */
  public String debianPackage() {
    return debianPackage;
  }

  /**
   * What to say when it is absent.
   *
   * @param asked the name or path that could not be started
   * @return a problem of the environment that names the command to install it
   */
  public Problem missing(String asked) {
    return notStarted(asked.equals(executable) ? "not found" : asked);
  }

  /** The same, of what was said when it was to be started. */
  Problem notStarted(String said) {
    return ProcessProblems.missing(executable, said, Hints.install(debianPackage));
  }
}

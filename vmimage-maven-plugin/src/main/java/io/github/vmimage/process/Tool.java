package io.github.vmimage.process;

import io.github.vmimage.report.Problem;
import java.util.List;
import java.util.Optional;

/** The external programs this project relies on, the oldest versions that do, and where each comes from. */
public enum Tool {
  /** Builds images. Its machine-readable output, HCL2 and JSON variable files are as expected from 1.6.6 on. */
  PACKER("packer", "version", "1.6.6", Origins.packer()),
  /** Configures guests. */
  ANSIBLE_PLAYBOOK("ansible-playbook", "--version", "", Origins.everywhere("ansible-core", "ansible-core", "ansible-core", "ansible")),
  /** Lints playbooks. */
  ANSIBLE_LINT("ansible-lint", "--version", "",
      Origins.everywhere("ansible-lint", "python3-ansible-lint", "ansible-lint", "ansible-lint")),
  /** Runs guests. */
  QEMU("qemu-system-x86_64", "--version", "", Origins.everywhere("qemu-system-x86", "qemu-system-x86", "qemu-x86", "qemu")),
  /** Reads and converts disks. */
  QEMU_IMG("qemu-img", "--version", "", Origins.everywhere("qemu-utils", "qemu-img", "qemu-img", "qemu")),
  /** Exports a disk's sectors as a file. Its FUSE export knows {@code allow-other} since 6.1. Debian moved it to qemu-utils after 12. */
  QEMU_STORAGE_DAEMON("qemu-storage-daemon", "--version", "6.1",
      Origins.auditing("qemu-system-common qemu-utils", "qemu-img", "qemu-img")),
  /** Mounts what is not ext, in a virtual machine of its own. */
  GUESTFISH("guestfish", "--version", "", Origins.auditing("libguestfs-tools", "guestfs-tools", "guestfs-tools")),
  /** Reads the package database of a guest of the Red Hat or SUSE family. */
  RPM("rpm", "--version", "", Origins.everywhere("rpm", "rpm", "rpm", "rpm")),
  /** Unmounts without root. */
  FUSERMOUNT("fusermount3", "--version", "", Origins.auditing("fuse3", "fuse3", "fuse3")),
  /** Bootstraps a root file system from a signed archive. */
  MMDEBSTRAP("mmdebstrap", "--version", "", Origins.bootstrapping("mmdebstrap")),
  /** Reaches guests. */
  SSH("ssh", "-V", "", Origins.partOfMacos("openssh-client", "openssh-clients", "openssh")),
  /** Makes the throw-away key pair of a build. It has no version of its own. */
  SSH_KEYGEN("ssh-keygen", "", "", Origins.partOfMacos("openssh-client", "openssh", "openssh")),
  /** Knows the package mirrors of this machine. */
  APT_GET("apt-get", "--version", "", Origins.bootstrapping("apt")),
  /** Keeps the bootstrap's mounts to itself. */
  UNSHARE("unshare", "--version", "", Origins.bootstrapping("util-linux")),
  /** Maps the user's sub-ids for a bootstrap without root. It does not tell its version. */
  NEWUIDMAP("newuidmap", "", "", Origins.bootstrapping("uidmap")),
  /** Makes the bootstrapped disk's root file system. */
  MKE2FS("mke2fs", "-V", "", Origins.bootstrapping("e2fsprogs")),
  /** Mends times in that file system. */
  DEBUGFS("debugfs", "-V", "", Origins.bootstrapping("e2fsprogs")),
  /** Partitions the bootstrapped disk. */
  SFDISK("sfdisk", "--version", "", Origins.bootstrapping("fdisk")),
  /** Makes its EFI system partition. */
  MFORMAT("mformat", "--version", "", Origins.bootstrapping("mtools")),
  /** Makes its boot loader, for BIOS and UEFI. */
  GRUB_MKIMAGE("grub-mkimage", "--version", "", Origins.bootstrapping("grub-common grub-pc-bin grub-efi-amd64-bin")),
  /** Makes symbolic links whose target Java would tidy up. macOS' own does not tell its version. */
  LN("ln", "", "", Origins.partOfMacos("coreutils", "coreutils", "coreutils")),
  /** Runs the shell scripts that this project ships. It does not tell its version. */
  SH("sh", "", "", Origins.partOfMacos("dash", "bash", "bash")),
  /** Tells of AMIs. Asked for no more than all of its versions 1 and 2 know. */
  AWS("aws", "--version", "", Origins.aws()),
  /** Tells of Azure's images. */
  AZ("az", "version", "", Origins.azure()),
  /** Tells of Google Compute Engine's images. */
  GCLOUD("gcloud", "--version", "", Origins.google());

  private final String executable;
  private final String versionArgument;
  private final String oldest;
  private final Origins origins;

  Tool(String executable, String versionArgument, String oldest, Origins origins) {
    this.executable = executable;
    this.versionArgument = versionArgument;
    this.oldest = oldest;
    this.origins = origins;
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
   * The oldest version that will do.
   *
   * @return the version; empty where none is known that will not
   */
  public Optional<ToolVersion> oldest() {
    return oldest.isEmpty() ? Optional.empty() : Optional.of(ToolVersion.of(oldest));
  }

  /** What makes it tell its version; empty where nothing does. */
  Optional<String> versionArgument() {
    return Optional.of(versionArgument).filter(a -> !a.isEmpty());
  }

  /**
   * Whether only the bootstrap of a disk from a package archive calls it.
   *
   * @return true for the programs of the shipped script
   */
  public boolean isForBootstrap() {
    return origins.forBootstrap();
  }

  /** Where it comes from. */
  Origin on(Platform platform) {
    return origins.on(platform);
  }

  /**
   * What to type so that it is there.
   *
   * @return the command for this machine
   */
  public String install() {
    return Installation.here(List.of(this));
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
    return ProcessProblems.missing(executable, said, install());
  }
}

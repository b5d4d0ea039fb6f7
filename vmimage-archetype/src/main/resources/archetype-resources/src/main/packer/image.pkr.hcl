# The image: the upstream's disk, started as a virtual machine, configured by Ansible, shut down.

locals {
  file_name = "${var.image_name}.qcow2"
}

source "qemu" "image" {
  # A copy of the upstream, never the upstream itself.
  disk_image   = true
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum

  output_directory = var.output_directory
  vm_name          = local.file_name
  format           = "qcow2"
  disk_size        = var.disk_size

  # Fast: the build's disk needs no safety from power cuts, because a cut build is thrown away.
  # Small: what the guest frees is freed in the file, so nothing needs compacting afterwards.
  disk_interface     = "virtio"
  disk_cache         = "unsafe"
  disk_discard       = "unmap"
  disk_detect_zeroes = "unmap"
  skip_compaction    = true

  accelerator = var.accelerator
  cpus        = var.cpus
  memory      = var.memory
  net_device  = "virtio-net"
  headless    = true

  # Everything that listens does so on this machine only; 10.0.2.2 is how the guest sees it. The guest reaches what this
  # machine reaches; where nothing is installed from elsewhere, vmimage's docs/tests.md has the lines that close its network.
  http_directory    = var.ssh_seed_directory
  http_bind_address = "127.0.0.1"
  vnc_bind_address  = "127.0.0.1"

  qemuargs = [
    ["-cpu", "max"],
    ["-netdev", "user,id=user.0,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22"],
    ["-smbios", "type=1,serial=ds=nocloud-net;s=http://10.0.2.2:{{ .HTTPPort }}/"],
    # What the guest says on its console, kept when the build fails.
    ["-serial", "file:${dirname(var.output_directory)}/serial.log"],
  ]

  # The machine boots by itself; nothing is typed.
  boot_wait = "-1s"

  communicator         = "ssh"
  ssh_username         = var.ssh_username
  ssh_private_key_file = var.ssh_private_key_file
  # Longer than vmimage's own limit (bootTimeout, 15 minutes), whose message shows the guest's console.
  ssh_timeout = "24h"

  # Graceful, always: the seal runs on the way down, and a disk that is cut off loses its last writes.
  shutdown_command = "sudo -n systemctl poweroff"
  shutdown_timeout = "10m"
}

build {
  sources = ["source.qemu.image"]

  provisioner "ansible" {
    playbook_file = "${path.root}/../ansible/playbook.yml"
    user          = var.ssh_username
    use_proxy     = false

    extra_arguments = [
      # Said, so that Ansible does not have to look for it.
      "--extra-vars", "ansible_python_interpreter=/usr/bin/python3",
    ]
  }
}

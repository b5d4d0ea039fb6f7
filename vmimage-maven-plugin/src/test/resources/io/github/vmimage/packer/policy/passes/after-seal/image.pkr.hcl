build {
  provisioner "shell" {
    inline = ["true"]
  }

  provisioner "ansible" {
    playbook_file = "${path.root}/../ansible/playbook.yml"
  }

  provisioner "shell-local" {
    inline = ["true"]
  }

  provisioner "file" {
    direction   = "download"
    source      = "/etc/os-release"
    destination = "os-release"
  }

  provisioner "shell" {
    only   = ["qemu.other"]
    inline = ["true"]
  }

  post-processor "shell-local" {
    inline = ["true"]
  }
}

build {
  provisioner "ansible" {
    playbook_file = var.playbook
  }

  provisioner "shell" {
    inline = ["true"]
  }
}

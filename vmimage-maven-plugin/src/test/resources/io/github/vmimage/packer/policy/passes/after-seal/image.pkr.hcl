build {
  sources = ["source.qemu.image"]

  provisioner "shell" {
    inline = ["true"]
  }

  provisioner "ansible" {
    playbook_file = "${path.root}/../ansible/playbook.yml"
  }

  provisioner "shell-local" {
    inline = ["true"]
  }

  provisioner "breakpoint" {
    disable = true
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

  provisioner "shell" {
    except = ["qemu.image"]
    inline = ["true"]
  }

  provisioner "shell" {
    only   = var.debugged
    inline = ["true"]
  }

  dynamic "provisioner" {
    labels   = ["shell"]
    for_each = []
    content {
      inline = ["true"]
    }
  }

  error-cleanup-provisioner "shell" {
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

build {
  sources = var.sources

  provisioner "ansible-local" {
    playbook_paths = ["../ansible/playbook.yml"]
    playbook_file  = "tests.yml"
  }

  provisioner "shell" {
    inline = ["true"]
  }
}

build {
  sources = ["source.qemu.image", "source.qemu.second"]

  provisioner "ansible" {
    only          = ["qemu.second"]
    playbook_file = "playbook.yml"
  }

  provisioner "shell" {
    only   = ["qemu.image"]
    inline = ["true"]
  }

  provisioner "ansible" {
    only          = ["qemu.image"]
    playbook_file = "playbook.yml"
  }
}

build {
  sources = ["source.qemu.small", "source.qemu.large"]

  source "qemu.small" {
    name = "other"
  }

  provisioner "ansible" {
    playbook_file = "${path.root}/../ansible/playbook.yml"
  }

  provisioner "shell" {
    inline = ["apt-get install -y vim"]
  }

  provisioner "shell" {
    only   = ["qemu.other"]
    inline = ["apt-get install -y vim"]
  }

  provisioner "shell" {
    except = ["qemu.small", "qemu.other"]
    inline = ["apt-get install -y vim"]
  }

  provisioner "file" {
    override = {
      small = {
        destination = "/srv/b"
      }
    }
    source      = "a"
    destination = "/srv/a"
  }
}

build {
  provisioner "ansible-local" {
    playbook_dir   = "../ansible"
    playbook_files = ["../ansible/first.yml", "../ansible/playbook.yml"]
  }

  provisioner "shell" {
    inline = ["true"]
  }
}

build {
  provisioner "ansible" {
    playbook_files = ["playbook.yml", "last.yml"]
  }

  provisioner "ansible" {
    playbook_file = "more.yml"
  }

  dynamic "provisioner" {
    labels   = ["powershell"]
    for_each = var.scripts
    content {
      script = provisioner.value
    }
  }
}

build {
  sources = ["source.qemu.small", "source.qemu.large"]

  provisioner "ansible" {
    playbook_file = "first.yml"
    override = {
      large = {
        playbook_file = "playbook.yml"
      }
    }
  }

  provisioner "shell" {
    only   = ["qemu.large"]
    inline = ["true"]
  }
}

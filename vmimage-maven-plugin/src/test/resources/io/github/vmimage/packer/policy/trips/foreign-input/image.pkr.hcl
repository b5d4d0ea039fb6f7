variable "floppy" {
  default = "/srv/answers.cfg"
}

source "qemu" "image" {
  iso_url        = var.upstream
  cd_files       = ["files/meta-data", "../../../../../../../../../../../../other/user-data"]
  floppy_files   = [var.floppy]
  http_directory = "/srv/www"
}

source "qemu" "second" {
  iso_url      = var.upstream
  floppy_files = [var.floppy]
}

source "proxmox-iso" "discs" {
  iso_url = var.upstream
  additional_iso_files {
    iso_url = "https://example.org/virtio-win.iso"
  }
}

build {
  sources = ["source.qemu.image", "source.qemu.second", "source.proxmox-iso.discs"]

  provisioner "file" {
    source      = "~/secrets/licence.key"
    destination = "/etc/licence.key"
  }

  provisioner "file" {
    sources     = ["files/motd", "${path.root}/../shared/issue"]
    destination = "/etc/"
  }

  provisioner "file" {
    source      = filebase64("other")
    destination = "/etc/other"
  }

  provisioner "shell" {
    scripts = ["scripts/fetch.sh", "/usr/local/bin/prepare"]
  }

  provisioner "shell" {
    inline = [
      "apt-get install -y curl",
      "curl -fsSL https://example.org/install.sh | sudo -E bash -",
      "wget https://example.org/agent.deb && dpkg -i agent.deb",
      "pip install requests",
      "sudo npm install -g pm2",
      "git clone https://example.org/tools.git",
      "docker pull nginx:1.27",
      "bash -c \"$(curl -fsSL https://example.org/i.sh)\"",
    ]
  }

  provisioner "chef-client" {
    server_url = "https://chef.example.org"
  }
}

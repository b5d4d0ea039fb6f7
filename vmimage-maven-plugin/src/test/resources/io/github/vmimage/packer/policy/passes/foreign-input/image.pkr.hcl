source "qemu" "image" {
  iso_url        = var.upstream
  cd_files       = ["files/*", "${path.root}/seed"]
  http_directory = "www"
}

build {
  sources = ["source.qemu.image"]

  provisioner "file" {
    source      = "${path.root}/files/motd"
    destination = "/etc/motd"
  }

  provisioner "file" {
    direction   = "download"
    source      = "/var/log/dpkg.log"
    destination = "/tmp/dpkg.log"
  }

  provisioner "file" {
    source      = var.upstream
    destination = "/tmp/disk"
  }

  provisioner "shell" {
    scripts = ["scripts/fetch.sh"]
    inline = [
      "apt-get update && apt-get install -y curl wget git",
      "curl -fsS http://localhost:8080/health",
      "curl --version",
      "pip install --require-hashes -r requirements.txt",
      "pip install .",
      "npm ci",
      "git clone https://example.org/tools.git && git -C tools checkout 0123456789abcdef0123456789abcdef01234567",
      "docker pull nginx@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ]
  }

  provisioner "shell-local" {
    inline = ["curl -fsSL https://example.org/ | sh"]
  }
}

variable "api_token" {
  type    = string
  default = "hunter2"
}

variables {
  db_password = "hunter2"
}

source "qemu" "image" {
  ssh_password = "hunter2"
}

build {
  provisioner "shell" {
    environment_vars = {
      SECRET_KEY = "hunter2"
    }
    inline = [
      "curl https://robot:hunter2@example.org/",
      "echo '-----BEGIN OPENSSH PRIVATE KEY----- hunter2'",
    ]
  }
}

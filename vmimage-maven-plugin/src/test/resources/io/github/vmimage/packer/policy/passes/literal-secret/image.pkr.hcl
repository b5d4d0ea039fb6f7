variable "api_token" {
  type        = string
  description = "A token, never written down."
  sensitive   = true
}

variable "db_password" {
  type    = string
  default = ""
}

source "qemu" "image" {
  ssh_password                 = var.db_password
  ssh_private_key_file         = "keys/build"
  ssh_clear_authorized_keys    = true
  winrm_password               = "{{ .WinRMPassword }}"
  ssh_keypair_name             = "build"
  temporary_key_pair_type      = "ed25519"
  api_token                    = "${var.api_token}"
}

build {
  provisioner "shell" {
    inline = ["curl https://robot:$TOKEN@example.org/", "git clone https://example.org/a@b"]
  }
}

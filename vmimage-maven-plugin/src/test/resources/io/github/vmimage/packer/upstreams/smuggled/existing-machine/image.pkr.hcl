variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "virtualbox-vm" "image" {
  vm_name = "workstation"
}

source "file" "copy" {
  source = var.upstream
  target = "copy"
}

build {
  sources = ["source.virtualbox-vm.image", "source.file.copy"]
}

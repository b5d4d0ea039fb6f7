variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

source "file" "disk" {
  source = var.upstream
  target = "disk.qcow2"
}

source "file" "note" {
  content = "a text"
  target  = "note.txt"
}

build {
  sources = ["source.file.disk", "source.file.note"]
}

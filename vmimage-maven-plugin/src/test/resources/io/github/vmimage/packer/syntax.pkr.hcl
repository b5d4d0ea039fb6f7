# A comment, and "a string" in it
/* one { over
   two lines } */
packer {
  required_version = ">= 1.6.6" // trailing
}

variable "image_name" { type = string }
variable "cpus" {
  type    = number
  default = 2 # two
}
variable "names" {
  type = list(object({
    name = string
    size = number
  }))
  default = [
    { name = "a", size = -1 },
    { name : "b", size : 1.5e3 },
  ]
}
variable "password" {
  type      = string
  sensitive = true
  default   = "tricky \"quoted\" $${not} \u00e9\ttab"
}
variable "guessed" {
  default = ["x", "y"]
}
variable "empty" {
  default = null
}
variables {
  old_style = "value"
}
locals {
  joined = join("-", [for n in var.names : "${n.name}${n.size > 1 ? "}" : "{"}"])
  keys   = { for n in var.names : n.name => n.size }
  text   = <<-EOT
    a line with "quotes" and { braces
    ${join(",", ["EOT", "}"])}
    EOT not yet
    EOT
  plain  = <<END
literal } text
END
  nested = "${upper("${lower("${var.image_name}")}")}"
  folded = (
    var.cpus > 1
    ? "many" : "one"
  )
}
source "qemu" "disk" {
  qemuargs = [["-m", "512"], ["-smp", var.cpus]]
  boot_command = [
    "<esc>", # a comment between
    "${var.image_name}",
  ]
  Größe = true
}
source "null" "none" { communicator = "none" }
build {
  name    = "all"
  sources = ["source.qemu.disk"]
  provisioner "shell" {
    inline = ["echo $HOME"]
    override = {
      qemu = {
        "inline" = []
      }
    }
  }
}

locals {
  inputs = {
    disk = abspath(var.upstream)
    name = "x"
  }
}

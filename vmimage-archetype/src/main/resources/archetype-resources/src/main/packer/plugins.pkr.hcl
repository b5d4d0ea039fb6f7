# Read by Packer 1.7 and later only: older ones have both plugins built in and know no such block,
# so vmimage leaves this file out for them. Keep nothing else in it.
packer {
  required_plugins {
    qemu = {
      source  = "github.com/hashicorp/qemu"
      version = ">= 1.0.0"
    }
    ansible = {
      source  = "github.com/hashicorp/ansible"
      version = ">= 1.0.0"
    }
  }
}

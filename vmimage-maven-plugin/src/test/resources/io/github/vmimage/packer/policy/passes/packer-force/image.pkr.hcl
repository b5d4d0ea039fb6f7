build {
  post-processor "shell-local" {
    inline = ["packer build ../other; rm -force"]
  }
}

build {
  post-processor "shell-local" {
    inline = ["packer build -force ../other"]
  }
}

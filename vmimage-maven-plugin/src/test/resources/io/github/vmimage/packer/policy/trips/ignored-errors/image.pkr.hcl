build {
  provisioner "shell" {
    continue_on_error = true
    inline            = ["false"]
  }
}

build {
  provisioner "shell" {
    continue_on_error = var.lenient
    inline            = ["true"]
  }
}

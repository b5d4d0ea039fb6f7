build {
  provisioner "ansible" {
    playbook_file = "${path.root}/../ansible/playbook.yml"
  }

  provisioner "shell" {
    inline = ["apt-get install -y vim"]
  }
}

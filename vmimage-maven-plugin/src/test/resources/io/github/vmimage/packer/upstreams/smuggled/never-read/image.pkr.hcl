source "file" "disk" {
  content = "a text"
  target  = "disk.txt"
}

build {
  sources = ["source.file.disk"]
}

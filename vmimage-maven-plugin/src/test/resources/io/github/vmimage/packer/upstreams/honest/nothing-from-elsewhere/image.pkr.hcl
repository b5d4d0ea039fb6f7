source "file" "note" {
  content = "a text"
  target  = "note.txt"
}

build {
  sources = ["source.file.note"]
}

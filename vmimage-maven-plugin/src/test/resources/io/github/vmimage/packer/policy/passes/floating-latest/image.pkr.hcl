source "docker" "image" {
  image = "debian:12.8"
}

source "azure-arm" "image" {
  image_version = var.image_version
}

source "docker" "computed" {
  image = "debian:${var.latest}"
}

source "docker" "a_name" {
  image = "example/latestage:1"
}

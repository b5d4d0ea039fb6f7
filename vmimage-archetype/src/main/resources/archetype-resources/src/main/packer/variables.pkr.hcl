# Given by vmimage for every build. They have no defaults, so a run that gets past it fails at once.

variable "image_name" {
  type        = string
  description = "The artifactId of the project."
}

variable "image_version" {
  type        = string
  description = "The tag that is built, or the SNAPSHOT version."
}

variable "upstream" {
  type        = string
  description = "The verified disk to start from, a file of this machine."
}

variable "upstream_checksum" {
  type        = string
  description = "Its digest, such as sha256:0123..."
}

variable "accelerator" {
  type        = string
  description = "kvm, or tcg where that does not work or is slower."
}

variable "cpus" {
  type        = number
  description = "Processors of the build's machine."
}

variable "memory" {
  type        = number
  description = "Memory of the build's machine, in MiB."
}

variable "output_directory" {
  type        = string
  description = "Where the disk is written. Must not exist yet."
}

variable "ssh_username" {
  type        = string
  description = "The build's user, made by cloud-init and removed by the seal."
}

variable "ssh_private_key_file" {
  type        = string
  description = "A key made for this build alone."
}

variable "ssh_seed_directory" {
  type        = string
  description = "What cloud-init in the guest asks for: meta-data and user-data, with the build's user and key."
}

# The project's own.

variable "disk_size" {
  type        = string
  description = "Virtual size of the disk; not less than the upstream's. A machine made from the image may have more."
  default     = "8G"
}

variable "upstream" {
  type = string
}

variable "upstream_checksum" {
  type = string
}

variable "output_directory" {
  type = string
}

source "qemu" "image" {
  disk_image   = true
  iso_url      = var.upstream
  iso_checksum = var.upstream_checksum
  qemuargs = [
    ["-cpu", "max"],
    ["-netdev", "user,id=user.0,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22"],
    ["-smbios", "type=1,serial=ds=nocloud-net;s=http://10.0.2.2:{{ .HTTPPort }}/"],
    ["-serial", "file:${dirname(var.output_directory)}/serial.log"],
    ["-drive", "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE.fd"],
    ["-bios", "/usr/share/ovmf/OVMF.fd"],
  ]
}

build {
  sources = ["source.qemu.image"]
}

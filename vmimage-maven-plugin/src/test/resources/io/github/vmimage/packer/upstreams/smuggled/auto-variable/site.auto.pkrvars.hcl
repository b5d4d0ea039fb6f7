disk = "/srv/other.qcow2"

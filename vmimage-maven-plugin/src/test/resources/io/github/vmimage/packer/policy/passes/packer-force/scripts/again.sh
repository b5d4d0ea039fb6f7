#!/bin/sh
# Never packer build -force: it deletes.
packer build -force=false . && cp -force a b

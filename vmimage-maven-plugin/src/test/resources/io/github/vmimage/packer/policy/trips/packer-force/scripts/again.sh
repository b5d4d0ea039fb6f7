#!/bin/sh
# packer build -force .
packer build -var 'a=b' --force .

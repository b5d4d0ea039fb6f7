#!/bin/sh
# curl https://example.org/nothing
if true; then curl -o /tmp/a \
  https://example.org/a.tar.gz; fi
for p in a b; do wget "https://example.org/$p"; done

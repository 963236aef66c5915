#!/bin/sh
# Keeps server/target/built, a file as old as the sources that the jars were made from. Maven calls
# it: `begin` before anything is read, so that what is edited during a build counts as newer than
# it, and `end` when all jars that ./siaga runs are there.
set -eu
cd "$(dirname "$0")/.."
case $1 in
  begin)
    mkdir -p server/target
    touch server/target/built.new
    ;;
  end)
    if [ -f server/target/built.new ]; then
      mv -f server/target/built.new server/target/built
    fi
    ;;
esac

#!/bin/sh
# A service manager for tests: `haproxy-server.sh <start|stop|version> <folder> <node> <release program>`; SERVER, ADDRESS and
# RELEASE are in its environment. What runs on a server is a process and two files named after it.
set -eu
command=$1 folder=$2 node=$3 program=$4
base="$folder/$SERVER"
# A process that has ended and that nobody has asked about yet still has a number.
runs() { [ -f "$base.pid" ] && grep -q '^State:[[:space:]]*[RSDTtIPKW]' "/proc/$(cat "$base.pid")/status" 2>/dev/null; }
echo "$command $SERVER $RELEASE" >> "$folder/calls"
case "$command" in
  start)
    if [ "$RELEASE" = broken ]; then
      echo "cannot start $RELEASE: no such image" >&2
      exit 7
    fi
    PORT=${ADDRESS##*:} nohup "$node" "$program" "$folder/behaviours.json" > "$base.log" 2>&1 < /dev/null &
    echo "$!" > "$base.pid"
    echo "$RELEASE" > "$base.version"
    ;;
  stop)
    if [ -f "$base.pid" ]; then
      kill "$(cat "$base.pid")" 2>/dev/null || true
      while runs; do sleep 0.02; done
      rm -f "$base.pid" "$base.version"
    fi
    ;;
  version) if runs; then cat "$base.version"; fi ;;
esac

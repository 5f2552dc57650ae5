#!/bin/sh
# A platform that is a file with one line, `<stable> <candidate> <weight>`: `exec-target.sh <command> <file>`; "-" is nobody.
set -eu
command=$1 file=$2
read -r stable candidate weight < "$file"
json() { if [ "$1" = - ]; then echo null; else echo "{\"version\":\"$1\",\"ready\":true}"; fi; }
case "$command" in
  observe)
    echo "{\"stable\":$(json "$stable"),\"candidate\":$(json "$candidate"),\"weight\":$weight}"
    exit
    ;;
  set-weight) candidate=$RELEASE weight=$WEIGHT ;;
  promote | restore) stable=$RELEASE candidate=- weight=0 ;;
  abort) candidate=- weight=0 ;;
esac
echo "$stable $candidate $weight" > "$file.next"
mv "$file.next" "$file"

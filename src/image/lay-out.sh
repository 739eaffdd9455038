#!/bin/sh
# Lays the application out as the image has it: lay-out.sh <jar> <where>
set -e
here=$(dirname "$0")
mkdir -p "$2"
copy=$(mktemp -d)
cp "$1" "$copy/app.jar"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Djarmode=tools -jar "$copy/app.jar" extract --destination "$2" --force
rm -r "$copy"
cp "$here/jvm.options" "$2/"
# Tomcat makes these where they are missing, in a file system that is read-only.
mkdir -p "$2/public" "$2/tomcat/work/Tomcat/localhost/ROOT"

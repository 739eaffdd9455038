#!/bin/sh
# Makes the trimmed Java runtime: make-jre.sh <where>
set -e

modules=java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming
modules=$modules,java.net.http,java.prefs,java.scripting,java.security.jgss,java.sql
modules=$modules,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.unsupported
# Named by the JDK's list of security providers. Where one is missing the JDK looks for others on
# the class path, and loads all of BouncyCastle: 100 MiB.
modules=$modules,java.security.sasl,java.smartcardio,java.xml.crypto
modules=$modules,jdk.crypto.cryptoki,jdk.security.jgss

"${JAVA_HOME:+$JAVA_HOME/bin/}jlink" --add-modules "$modules" --output "$1" \
  --strip-debug --no-man-pages --no-header-files --compress zip-6 --generate-cds-archive

#!/bin/sh
# Writes the JDK's AOT cache by starting the sandbox once. It must run where the files will stay:
# a file with another path or time invalidates the cache.
set -e
cd /app
jre/bin/java @jvm.options -Xlog:all=error:stderr -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh \
  -jar app.jar --spring.profiles.active=sandbox
# A training run that cannot write its output ends with 0 all the same.
test -s app.aot

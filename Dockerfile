# syntax=docker/dockerfile:1
# docker build -t gitea-ci-autoscaler:1.0.0 .
# docker buildx build --platform linux/amd64,linux/arm64 -t registry.example.com/gitea-ci-autoscaler:1.0.0 --push .

# The classes are the same for every platform: built once, on the machine's own.
FROM --platform=$BUILDPLATFORM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY src src
# Of a release; without it that of pom.xml.
ARG VERSION
RUN --mount=type=cache,target=/root/.m2 mvn -B -q -ntp -Pimage ${VERSION:+-Drevision=$VERSION} -Dmaven.test.skip package \
 && src/image/lay-out.sh target/gitea-ci-autoscaler-*.jar /app \
 && cp target/classes/META-INF/sbom/application.cdx.json /app/

# docker build --target sbom --output . . brings what is in the image out as a file.
FROM scratch AS sbom
COPY --from=build /app/application.cdx.json /gitea-ci-autoscaler.cdx.json

FROM eclipse-temurin:25-jdk AS jre
COPY src/image/make-jre.sh .
RUN ./make-jre.sh /jre

FROM debian:trixie-slim
COPY --from=jre /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=jre /jre /app/jre
COPY --from=build /app /app
COPY src/image/gitea-ci-autoscaler /
COPY src/image/train.sh /tmp/
# Where the files will stay, and as root: the cache is part of the image, and read-only there.
RUN /tmp/train.sh && rm /tmp/train.sh && chmod -R a+rX /app
# Any other works too: nothing is owned by it, and nothing is written.
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/gitea-ci-autoscaler"]
LABEL org.opencontainers.image.title="gitea-ci-autoscaler" \
      org.opencontainers.image.licenses="MIT"

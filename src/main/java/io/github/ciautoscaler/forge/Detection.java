package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import java.util.Optional;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Finds out which forge this is. Both answer to Gitea's version call. */
record Detection(Exchange http) {

  static final String VERSION = "/api/v1/version";

  private static final String FORGEJO_VERSION = "/api/forgejo/v1/version";

  /** No Gitea was ever called so: after 1.27 came 28. */
  private static final Pattern FORGEJOS = Pattern.compile("v?1[1-9]\\.\\d.*");

  Flavour flavour() {
    String version =
        version(VERSION)
            .orElseThrow(() -> ReadFailed.garbled(VERSION, "200, but without a version"));
    boolean forgejo = version.contains("+gitea-") || FORGEJOS.matcher(version.strip()).matches();
    return forgejo || forgejoAnswers() ? new Flavour.Forgejo(version) : new Flavour.Gitea(version);
  }

  private boolean forgejoAnswers() {
    return http.get(uri -> uri.path(FORGEJO_VERSION).build())
        .map(answer -> answer.isOk() && word(answer).isPresent())
        .onErrorResume(_ -> Mono.just(false))
        .blockOptional()
        .orElse(false);
  }

  private Optional<String> version(String path) {
    return http.get(uri -> uri.path(path).build()).blockOptional().flatMap(it -> word(path, it));
  }

  private static Optional<String> word(String path, Reply answer) {
    if (answer.status() == 404) {
      // An ingress says so too while the forge restarts: no proof that it is too old.
      throw ReadFailed.garbled(path, "404; GITEA_API_URL must point at the forge's root");
    }
    if (!answer.isOk()) {
      throw ReadFailed.of(path, answer);
    }
    return word(answer);
  }

  private static Optional<String> word(Reply answer) {
    return answer
        .as(Wire.Version.class)
        .map(Wire.Version::version)
        .filter(version -> !version.isBlank());
  }
}

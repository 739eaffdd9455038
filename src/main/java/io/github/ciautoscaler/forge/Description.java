package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** Finds out which forge this is and what it can. */
record Description(Exchange http, GiteaLists lists, InstantSource clock) {

  private static final String VERSION = "/api/v1/version";

  /** No Gitea was ever called so: after 1.27 came 28. */
  private static final Pattern FORGEJOS = Pattern.compile("v?1[1-9]\\.\\d.*");

  private static final String FORGEJO_VERSION = "/api/forgejo/v1/version";

  Reading<ForgeInfo> read() {
    Instant takenAt = clock.instant();
    try {
      return new Reading.Complete<>(info(flavour()), takenAt);
    } catch (RuntimeException e) {
      return ReadFailed.of(VERSION, e).at(takenAt);
    }
  }

  private ForgeInfo info(Flavour flavour) {
    return switch (flavour) {
      case Flavour.Gitea gitea -> new ForgeInfo("gitea", gitea.version(), capabilities(gitea));
      case Flavour.Forgejo forgejo ->
          throw new ReadFailed(
              Trouble.UNSUPPORTED,
              "This is Forgejo "
                  + forgejo.version()
                  + ". Its job API differs from Gitea's and is not supported yet; use Gitea 1.25"
                  + " or newer");
    };
  }

  private Set<Capability> capabilities(Flavour.Gitea gitea) {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!canDisable(gitea)) {
      all.remove(Capability.DISABLE_RUNNER);
    }
    return all;
  }

  private boolean canDisable(Flavour.Gitea gitea) {
    return switch (GiteaVersion.of(gitea.version())) {
      case WITH_DISABLE -> true;
      case WITHOUT_DISABLE -> false;
      case UNCLEAR -> rowsShowDisabled();
      case TOO_OLD ->
          throw new ReadFailed(
              Trouble.UNSUPPORTED,
              "Gitea "
                  + gitea.version()
                  + " has no API for its job queue: 1.25 or newer is needed, and 1.26 or newer to"
                  + " disable runners, which is what makes a termination safe for every job");
    };
  }

  /** Without any row nothing can be disabled yet, and the call itself will tell. */
  private boolean rowsShowDisabled() {
    return lists
        .runners()
        .page(1, 1)
        .map(page -> page.rows().stream().map(RunnerRow::disabled).allMatch(it -> it != null))
        .blockOptional()
        .orElse(true);
  }

  private Flavour flavour() {
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
      // An ingress says so too while Gitea restarts: no proof that the forge is too old.
      throw ReadFailed.garbled(path, "404; GITEA_API_URL must point at Gitea's root");
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

package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.Exchange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/** Finds out what a Gitea can. */
record Description(Exchange http, GiteaLists lists, InstantSource clock) {

  Reading<ForgeInfo> read() {
    Instant takenAt = clock.instant();
    try {
      return new Reading.Complete<>(info(new Detection(http).flavour()), takenAt);
    } catch (RuntimeException e) {
      return ReadFailed.of(Detection.VERSION, e).at(takenAt);
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
                  + (lists.scope().isAdmin()
                      ? ", not Gitea; set FORGE_TYPE=auto"
                      : ", of which only the whole is watched yet; leave FORGE_SCOPES out, and use"
                          + " the token of a site administrator"));
    };
  }

  private Set<Capability> capabilities(Flavour.Gitea gitea) {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!lists.scope().isAdmin()) {
      all.remove(Capability.EVERY_RUNNER);
    }
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
}

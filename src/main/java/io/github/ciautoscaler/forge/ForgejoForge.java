package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Forgejo's Actions queue and runners, by the admin API of 11 and newer. It tells of no running job
 * on which runner it is, can disable no runner, and lists runners from 15 on.
 */
public final class ForgejoForge implements Forge {

  private static final String RUNNERS = GiteaLists.ACTIONS + "/runners";

  private final Exchange http;
  private final DateHeader date;
  private final ForgejoJobs jobs;
  private final RunnerWrites writes;
  private final InstantSource clock;
  private volatile @Nullable ForgejoVersion version;
  private volatile List<String> remarks = List.of();

  /**
   * @param client as for {@link GiteaForge}
   * @param labels all labels of all pools: what Forgejo until 13 must be asked for
   * @param clock for the times of readings
   */
  public ForgejoForge(WebClient client, Supplier<Set<String>> labels, InstantSource clock) {
    this.date = new DateHeader(clock);
    this.http = new Exchange(client, GiteaForge.LARGEST_BODY, date);
    this.jobs = new ForgejoJobs(http, labels, clock);
    this.writes = new RunnerWrites(http);
    this.clock = clock;
  }

  @Override
  public Reading<ForgeInfo> describe() {
    return attempt(() -> {
      Flavour flavour = new Detection(http).flavour();
      if (flavour instanceof Flavour.Gitea gitea && GiteaVersion.isRelease(gitea.version())) {
        throw new ReadFailed(
            Trouble.UNSUPPORTED,
            "This is Gitea " + gitea.version() + ", not Forgejo; set FORGE_TYPE=auto");
      }
      return info(flavour.version());
    });
  }

  private ForgeInfo info(String word) {
    ForgejoVersion found = resolved(ForgejoVersion.of(word));
    if (found == ForgejoVersion.TOO_OLD) {
      throw new ReadFailed(
          Trouble.UNSUPPORTED,
          "Forgejo "
              + word
              + " has no API for its job queue: 11 or newer is needed, and 15 or newer to see what"
              + " its runners do");
    }
    version = found;
    Set<Capability> can = capabilities(found);
    remarks = Missing.sentences("Forgejo " + word, can);
    return new ForgeInfo("forgejo", word, can);
  }

  /** A build that does not tell is asked whether it lists runners. */
  private ForgejoVersion resolved(ForgejoVersion told) {
    if (told != ForgejoVersion.UNCLEAR) {
      return told;
    }
    return http.get(uri -> uri.path(RUNNERS).queryParam("limit", 1).build())
        .map(answer -> {
          if (!answer.isOk() && answer.status() != 404) {
            throw ReadFailed.of(RUNNERS, answer);
          }
          return answer.isOk() ? ForgejoVersion.RUNNERS : ForgejoVersion.JOBS_BY_LABELS;
        })
        .blockOptional()
        .orElse(ForgejoVersion.UNCLEAR);
  }

  private static Set<Capability> capabilities(ForgejoVersion version) {
    Set<Capability> can =
        EnumSet.of(Capability.JOB_LIST, Capability.RUNNER_SCOPES, Capability.EVERY_RUNNER);
    if (version.listsRunners()) {
      can.add(Capability.RUNNER_LIST);
      can.add(Capability.EPHEMERAL_RUNNERS);
    }
    return can;
  }

  @Override
  public Reading<List<Job>> queued() {
    return jobs(ForgejoJob::isDemand);
  }

  @Override
  public Reading<List<Job>> running() {
    return jobs(ForgejoJob::mayRun);
  }

  private Reading<List<Job>> jobs(Predicate<ForgejoJob> which) {
    return ofVersion(known ->
        GiteaForge.map(
            jobs.read(known), rows -> rows.stream().filter(which).map(ForgejoJob::toJob).toList()));
  }

  @Override
  public Reading<Integer> blocked() {
    return new Reading.Failed<>(
        Trouble.UNSUPPORTED, "Forgejo does not list blocked jobs", clock.instant());
  }

  @Override
  public Reading<List<Runner>> runners() {
    return ofVersion(known ->
        known.listsRunners()
            ? GiteaForge.map(
                new Listing<>(rows(), true, clock).read(),
                rows -> rows.stream().map(RunnerRow::toRunner).toList())
            : new Reading.Complete<>(List.of(), clock.instant()));
  }

  /** Of every scope: without {@code visible} only those of the whole instance are listed. */
  private Page.Source<RunnerRow> rows() {
    return new Pages<>(
        http,
        RUNNERS,
        Map.of("visible", List.of("true")),
        Pages.parser(Wire.RunnerPage.class, RunnerRow[].class),
        RunnerRow::id);
  }

  @Override
  public Outcome disable(long runnerId) {
    return new Outcome.Unsupported("disable runner " + runnerId + ": Forgejo has no such call");
  }

  @Override
  public Outcome enable(long runnerId) {
    return new Outcome.Unsupported("enable runner " + runnerId + ": Forgejo has no such call");
  }

  @Override
  public Outcome delete(long runnerId) {
    ForgejoVersion known = version;
    return known == null || known.listsRunners()
        ? writes.delete(runnerId)
        : new Outcome.Unsupported("delete runner " + runnerId + ": Forgejo can from 15 on");
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return Optional.ofNullable(date.latest()).map(it -> new ServerTime(it.said(), it.heard()));
  }

  @Override
  public List<String> remarks() {
    return remarks;
  }

  /** What is asked for depends on the version, which is asked for first. */
  private <T> Reading<T> ofVersion(Function<ForgejoVersion, Reading<T>> read) {
    ForgejoVersion known = version;
    if (known == null) {
      if (describe() instanceof Reading.Failed<ForgeInfo>(var trouble, var problem, var at)) {
        return new Reading.Failed<>(trouble, problem, at);
      }
      known = version;
    }
    return known == null
        ? new Reading.Failed<>(Trouble.GARBLED, "its version is not known", clock.instant())
        : read.apply(known);
  }

  private <T> Reading<T> attempt(Supplier<T> read) {
    Instant takenAt = clock.instant();
    try {
      return new Reading.Complete<>(read.get(), takenAt);
    } catch (RuntimeException e) {
      return ReadFailed.of(Detection.VERSION, e).at(takenAt);
    }
  }
}

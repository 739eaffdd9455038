package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.forge.Wire.JobRow;
import io.github.ciautoscaler.forge.Wire.RunnerRow;
import io.github.ciautoscaler.http.DateHeader;
import io.github.ciautoscaler.http.Exchange;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Gitea's Actions queue and runners, of one scope, by the API of 1.25 and newer. Jobs come with
 * {@code status=queued}: in Gitea, {@code waiting} means blocked.
 */
public final class GiteaForge implements Forge {

  /** Fifty jobs of many steps each are far beyond what a client reads by default. */
  static final int LARGEST_BODY = 32 * 1024 * 1024;

  private final GiteaLists lists;
  private final TokenOwner owner;
  private final JobLists jobs;
  private final RunnerWrites writes;
  private final Description description;
  private final InstantSource clock;
  private final DateHeader date;

  /** All of it. */
  public GiteaForge(WebClient client, InstantSource clock) {
    this(client, ForgeScope.ADMIN, clock);
  }

  /**
   * @param client knows the base URL (without {@code /api/v1}), the token and the time-outs; it
   *     must follow no redirect
   * @param scope whose jobs and runners it looks at
   * @param clock for the times of readings
   */
  public GiteaForge(WebClient client, ForgeScope scope, InstantSource clock) {
    this.date = new DateHeader(clock);
    Exchange http = new Exchange(client, LARGEST_BODY, date);
    Rights of = new Rights(scope);
    this.lists = new GiteaLists(http, of);
    this.owner = new TokenOwner(http, scope);
    this.jobs = new JobLists(lists, clock);
    this.writes = new RunnerWrites(http, of);
    this.description = new Description(http, lists, clock);
    this.clock = clock;
  }

  @Override
  public Reading<ForgeInfo> describe() {
    owner.askAgain();
    return description.read();
  }

  @Override
  public Reading<List<Job>> queued() {
    return ofOwner(() ->
        map(
            jobs.read(JobWord.QUEUED),
            rows -> rows.stream().filter(JobRow::isDemand).map(JobRow::toJob).toList()));
  }

  @Override
  public Reading<List<Job>> running() {
    return ofOwner(() ->
        map(
            jobs.read(JobWord.IN_PROGRESS),
            rows -> rows.stream().filter(JobRow::mayRun).map(JobRow::toJob).toList()));
  }

  @Override
  public Reading<Integer> blocked() {
    return ofOwner(this::countBlocked);
  }

  private Reading<Integer> countBlocked() {
    Instant takenAt = clock.instant();
    Page.Source<JobRow> waiting = lists.jobs(JobWord.BLOCKED.words());
    try {
      long total =
          waiting
              .page(1, 1)
              // The first row may be one that Gitea cannot give; any page tells the total.
              .onErrorResume(ReadFailed.class, why -> second(waiting, why))
              .blockOptional()
              .map(Page::total)
              .orElse(0L);
      return new Reading.Complete<>((int) Math.min(Integer.MAX_VALUE, total), takenAt);
    } catch (RuntimeException e) {
      return ReadFailed.of(waiting.name(), e).at(takenAt);
    }
  }

  @Override
  public Reading<List<Runner>> runners() {
    return ofOwner(() ->
        map(
            new Listing<>(lists.runners(), true, clock).read(),
            rows -> rows.stream().map(RunnerRow::toRunner).toList()));
  }

  @Override
  public Outcome disable(long runnerId) {
    return writes.setDisabled(runnerId, true);
  }

  @Override
  public Outcome enable(long runnerId) {
    return writes.setDisabled(runnerId, false);
  }

  @Override
  public Outcome delete(long runnerId) {
    return writes.delete(runnerId);
  }

  @Override
  public Optional<ServerTime> serverTime() {
    return Optional.ofNullable(date.latest()).map(it -> new ServerTime(it.said(), it.heard()));
  }

  @Override
  public List<String> remarks() {
    return jobs.remarks();
  }

  /** A user's own lists are those of the token's user, whoever that is. */
  private <T> Reading<T> ofOwner(Supplier<Reading<T>> read) {
    try {
      owner.check();
      return read.get();
    } catch (RuntimeException e) {
      return ReadFailed.of(TokenOwner.CALL, e).at(clock.instant());
    }
  }

  private static Mono<Page<JobRow>> second(Page.Source<JobRow> waiting, ReadFailed why) {
    return why.orphan() == null ? Mono.error(why) : waiting.page(2, 1);
  }

  static <A, B> Reading<B> map(Reading<A> reading, Function<A, B> change) {
    return switch (reading) {
      case Reading.Complete<A>(A value, Instant at) ->
          new Reading.Complete<>(change.apply(value), at);
      case Reading.Partial<A>(A value, Instant at, String problem) ->
          new Reading.Partial<>(change.apply(value), at, problem);
      case Reading.Failed<A>(var trouble, String problem, Instant at) ->
          new Reading.Failed<>(trouble, problem, at);
    };
  }
}

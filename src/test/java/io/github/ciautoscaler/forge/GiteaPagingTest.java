package io.github.ciautoscaler.forge;

import static io.github.ciautoscaler.forge.ScriptedGitea.ids;
import static io.github.ciautoscaler.forge.ScriptedGitea.jobs;
import static io.github.ciautoscaler.forge.ScriptedGitea.page;
import static io.github.ciautoscaler.forge.ScriptedGitea.runners;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Complete;
import io.github.ciautoscaler.fleet.Reading.Partial;
import io.github.ciautoscaler.fleet.Runner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists of more than a page, and lists that move while they are read. */
@Timeout(120)
class GiteaPagingTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void allPagesAreReadAndTheTimeIsThatBeforeTheFirstRequest() {
    ScriptedGitea.dispatch(server, asked -> ScriptedGitea.jobsOf(asked, ids(1, 120), 50));

    Complete<List<Job>> reading = complete(forge().queued());

    assertThat(reading.value()).hasSize(120).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(server.getRequestCount()).isEqualTo(3);
    assertThat(reading.takenAt()).isBefore(ScriptedGitea.START.plusSeconds(2));
  }

  @Test
  void aServerThatGivesSmallerPagesThanAskedForIsReadToItsEnd() {
    ScriptedGitea.dispatch(server, asked -> ScriptedGitea.jobsOf(asked, ids(1, 47), 10));

    assertThat(complete(forge().queued()).value()).hasSize(47);
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void moreThanThirtyRunnersAreSeen() {
    Recorded secondPage = Recorded.named("runners-page-2");
    ScriptedGitea.dispatch(
        server, asked -> page(asked) == 1 ? runners(ids(101, 150), 63) : secondPage.answer());

    assertThat(complete(forge().runners()).value()).hasSize(63);
  }

  @Test
  void aPageThatTheServerWouldGiveAtAnotherSizeIsNotMistakenForTheEnd() {
    // Nine jobs, page 2 of two: as recorded. The others are made to fit.
    Recorded second = Recorded.named("jobs-limit-2-page-2");
    List<Long> all = List.of(1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    ScriptedGitea.dispatch(
        server, asked -> page(asked) == 2 ? second.answer() : ScriptedGitea.jobsOf(asked, all, 2));

    assertThat(complete(forge().queued()).value()).extracting(Job::id).hasSameElementsAs(all);
  }

  @Test
  void aListThatMovedIsReadAgain() {
    AtomicInteger looks = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int look = page(asked) == 1 ? looks.incrementAndGet() : looks.get();
          long total = look == 1 && page(asked) == 2 ? 59 : 60;
          return page(asked) == 1 ? jobs(ids(1, 50), total) : jobs(ids(51, 60), total);
        });

    Complete<List<Job>> reading = complete(forge().queued());

    assertThat(reading.value()).hasSize(60);
    assertThat(looks).hasValue(2);
    assertThat(reading.takenAt()).isAfter(ScriptedGitea.START.plusSeconds(1));
  }

  @Test
  void aListThatNeverHoldsStillIsPartialAfterThreeLooks() {
    AtomicInteger requests = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int total = 60 + requests.incrementAndGet();
          return page(asked) == 1
              ? jobs(ids(1, 50), total)
              : jobs(page(asked) == 2 ? ids(51, total - 2) : List.of(), total);
        });

    Partial<List<Job>> reading = partial(forge().queued());

    assertThat(reading.problem()).contains("moved").contains("saw ");
    assertThat(reading.value()).hasSizeGreaterThan(55).extracting(Job::id).doesNotHaveDuplicates();
    assertThat(reading.takenAt()).isEqualTo(ScriptedGitea.START);
    assertThat(requests.get()).isBetween(6, 12);
  }

  @Test
  void partialHoldsWhatAnyLookSaw() {
    AtomicInteger looks = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int look = page(asked) == 1 ? looks.incrementAndGet() : looks.get();
          return page(asked) == 1 ? jobs(ids(look, look + 1), 5) : jobs(List.of(), 5);
        });

    assertThat(partial(forge().running()).value())
        .extracting(Job::id)
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
  }

  @Test
  void aRowSeenTwiceCountsOnce() {
    ScriptedGitea.dispatch(
        server, asked -> page(asked) == 1 ? jobs(ids(1, 50), 60) : jobs(ids(41, 50), 60));

    assertThat(partial(forge().queued()).value()).hasSize(50);
  }

  @Test
  void anEmptyPageWithATotalIsNotAnEmptyQueue() {
    Recorded pastTheEnd = Recorded.named("jobs-page-past-end");
    ScriptedGitea.dispatch(server, _ -> pastTheEnd.answer());

    assertThat(partial(forge().queued()).problem()).contains("saw 0 of 9");
  }

  @Test
  void aServerThatRepeatsOnePageForEverIsLeft() {
    ScriptedGitea.dispatch(server, _ -> jobs(ids(1, 30), 63));

    assertThat(partial(forge().queued()).value()).hasSize(30);
    assertThat(server.getRequestCount()).isEqualTo(9);
  }

  @Test
  void anAbsurdTotalIsNotBelieved() {
    ScriptedGitea.dispatch(
        server, asked -> jobs(page(asked) == 1 ? ids(1, 50) : List.of(), 9_000_000_000_000L));

    assertThat(partial(forge().queued()).value()).hasSize(50);
    assertThat(server.getRequestCount()).isLessThan(40);
  }

  @Test
  void runnersThatChangePlacesBetweenPagesAreCompleteOnceEachWasSeen() {
    // By last contact: in each look another one jumps from page 2 to page 1 and pushes one down.
    AtomicInteger looks = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int look = page(asked) == 1 ? looks.incrementAndGet() : looks.get();
          List<Long> all = new ArrayList<>(ids(1, 60));
          if (page(asked) == 2) {
            all.remove(Long.valueOf(50 + look));
            all.addFirst(50L + look);
          }
          return page(asked) == 1
              ? runners(all.subList(0, 50), 60)
              : runners(all.subList(50, 60), 60);
        });

    Complete<List<Runner>> reading = complete(forge().runners());

    assertThat(reading.value())
        .extracting(Runner::id)
        .containsExactlyInAnyOrderElementsOf(ids(1, 60));
    assertThat(looks).hasValue(2);
    assertThat(reading.takenAt()).isEqualTo(ScriptedGitea.START);
  }

  @Test
  void runnersOfLooksWithDifferentTotalsDoNotAddUp() {
    AtomicInteger looks = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int look = page(asked) == 1 ? looks.incrementAndGet() : looks.get();
          long total = 60 + look % 2;
          return page(asked) == 1
              ? runners(ids(1, 50), total)
              : runners(look % 2 == 0 ? ids(51, 59) : ids(52, 60), total);
        });

    assertThat(partial(forge().runners()).value()).hasSize(60);
  }

  @Test
  void jobsOfTwoLooksDoNotAddUpToAWholeList() {
    AtomicInteger looks = new AtomicInteger();
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int look = page(asked) == 1 ? looks.incrementAndGet() : looks.get();
          return page(asked) == 1
              ? jobs(ids(1, 50), 52)
              : jobs(List.of(look % 2 == 0 ? 51L : 52L, 50L), 52);
        });

    assertThat(partial(forge().running()).value()).hasSize(52);
  }

  @Test
  void tenThousandQueuedJobsAreReadWithinSeconds() {
    List<Long> all = ids(1, 10_000);
    ScriptedGitea.dispatch(server, asked -> ScriptedGitea.jobsOf(asked, all, 50));
    long before = System.nanoTime();

    assertThat(complete(forge().queued()).value()).hasSize(10_000);

    assertThat(server.getRequestCount()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aLongListThatMovesIsNotReadThreeTimes() {
    AtomicInteger requests = new AtomicInteger();
    List<Long> all = ids(1, 2_000);
    ScriptedGitea.dispatch(
        server,
        asked -> {
          int from = (page(asked) - 1) * 50;
          return jobs(
              all.subList(Math.min(2_000, from), Math.min(2_000, from + 50)),
              2_000 + requests.getAndIncrement() % 2);
        });

    assertThat(partial(forge().queued()).value()).hasSize(2_000);
    assertThat(requests.get()).isLessThan(45);
  }

  @Test
  void aPageOfFiftyHeavyJobsIsRead() {
    String steps =
        Stream.generate(() -> "{\"name\":\"a step of many\",\"status\":\"completed\"}")
            .limit(400)
            .collect(java.util.stream.Collectors.joining(","));
    String rows =
        ids(1, 50).stream()
            .map(id -> "{\"id\":" + id + ",\"steps\":[" + steps + "]}")
            .collect(java.util.stream.Collectors.joining(","));
    server.enqueue(ScriptedGitea.json("{\"jobs\":[" + rows + "],\"total_count\":50}"));

    assertThat(rows).hasSizeGreaterThan(900_000);
    assertThat(complete(forge().queued()).value()).hasSize(50);
  }

  private GiteaForge forge() {
    return ScriptedGitea.forge(server);
  }

  private static <T> Complete<T> complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Complete.class);
    return (Complete<T>) reading;
  }

  private static <T> Partial<T> partial(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Partial.class);
    return (Partial<T>) reading;
  }
}

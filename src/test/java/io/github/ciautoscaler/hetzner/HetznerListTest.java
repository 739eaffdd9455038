package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.http.PageWalk;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;

/** The list of servers is whole, or says that it is not. */
class HetznerListTest {

  private static final String PAGES =
      "/v1/servers?label_selector=managed-by%3Dgitea-ci-autoscaler&per_page=50&page=";

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void everyPageIsReadWithTheSelectorEncodedOnce() throws Exception {
    server.setDispatcher(new HetznerPages(120));

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(complete(reading)).extracting(Server::id).containsExactlyElementsOf(list(1, 120));
    List<String> targets = new ArrayList<>();
    for (int page = 1; page <= 3; page++) {
      targets.add(HetznerApi.taken(server).getTarget());
    }
    assertThat(targets)
        .containsExactlyInAnyOrder(PAGES + 1, PAGES + 2, PAGES + 3)
        .startsWith(PAGES + 1);
  }

  @Test
  void fourPagesAreAskedAtOnceAndNotMore() {
    // No page is answered before four are under way; the last four of eight complete the second.
    HetznerPages pages = new HetznerPages(450).holdingUntil(PageWalk.AT_ONCE);
    server.setDispatcher(pages);

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(complete(reading)).extracting(Server::id).containsExactlyElementsOf(list(1, 450));
    assertThat(pages.mostAtOnce()).isEqualTo(PageWalk.AT_ONCE);
    assertThat(server.getRequestCount()).isEqualTo(9);
  }

  @Test
  void aFailedPageLeavesThoseBeforeItWhateverCameAfterIt() {
    HetznerPages pages = new HetznerPages(450).failing(4);
    server.setDispatcher(pages);

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(partial(reading).value())
        .extracting(Server::id)
        .containsExactlyElementsOf(list(1, 150));
    assertThat(partial(reading).problem()).contains("503");
    assertThat(server.getRequestCount()).as("none behind the four").isLessThanOrEqualTo(7);
  }

  @Test
  void aLastPageBeforeTheTotalIsReachedIsNotAll() {
    server.setDispatcher(new HetznerPages(450).endingAfter(3));

    assertThat(partial(HetznerApi.cloud(server).servers()).problem())
        .contains("150 distinct entries came of 450");
  }

  @Test
  void aTotalThatChangesOnAnyPageMakesTheListMoved() {
    server.setDispatcher(new HetznerPages(450).withAnotherTotalOn(6));

    assertThat(partial(HetznerApi.cloud(server).servers()).problem()).contains("total changed");
    assertThat(server.getRequestCount()).as("three attempts of nine pages").isEqualTo(27);
  }

  @Test
  void aPageOfMoreThan256KibIsRead() {
    String page = HetznerApi.page(ids(1, 50), "null", "50");
    String padded = page.replaceFirst("\\{", "{\"padding\":\"" + "x".repeat(300 * 1024) + "\",");
    server.enqueue(HetznerApi.ok(padded));

    assertThat(complete(HetznerApi.cloud(server).servers())).hasSize(50);
  }

  @Test
  void aPageOfMoreThan16MibIsRefusedNotRead() {
    String padding = "x".repeat(17 * 1024 * 1024);
    server.enqueue(HetznerApi.ok("{\"servers\":[],\"padding\":\"" + padding + "\"}"));

    assertThat(failed(HetznerApi.cloud(server).servers())).isEqualTo(Reading.Trouble.GARBLED);
  }

  @Test
  void aListThatMovedIsReadAgain() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "2", "52")));
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(52, 52), "null", "51")));
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(2, 51), "2", "51")));
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(52, 52), "null", "51")));
    AtomicInteger tick = new AtomicInteger();

    Reading<List<Server>> reading =
        HetznerApi.cloud(
                server,
                HetznerApi.SETTINGS,
                () -> HetznerApi.NOW.plusSeconds(tick.getAndIncrement()))
            .servers();

    assertThat(complete(reading)).extracting(Server::id).containsExactlyElementsOf(list(2, 52));
    assertThat(reading.takenAt())
        .as(
            "the start of the attempt that was whole; each of two calls before looks twice at a clock")
        .isEqualTo(HetznerApi.NOW.plusSeconds(5));
  }

  @Test
  void aListThatKeepsMovingIsPartialAfterThreeAttempts() {
    for (int attempt = 0; attempt < 3; attempt++) {
      server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "2", "52")));
      server.enqueue(HetznerApi.ok(HetznerApi.page(ids(52, 52), "null", "51")));
    }

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(partial(reading).value()).hasSize(51);
    assertThat(partial(reading).problem()).contains("total changed");
    assertThat(server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void aServerOnTwoPagesHidesAnotherOne() {
    for (int attempt = 0; attempt < 3; attempt++) {
      server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "2", "52")));
      server.enqueue(HetznerApi.ok(HetznerApi.page(ids(50, 51), "null", "52")));
    }

    assertThat(partial(HetznerApi.cloud(server).servers()).problem()).contains("51").contains("52");
  }

  @Test
  void aFailedLaterPageLeavesWhatWasRead() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "2", "52")));
    server.enqueue(HetznerApi.error(503, "unavailable", "try later"));

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(partial(reading).value()).hasSize(50);
    assertThat(partial(reading).problem()).contains("503").contains("unavailable");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aFailedSecondAttemptLeavesTheFirst() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 3), "null", "4")));
    server.enqueue(HetznerApi.error(429, "rate_limit_exceeded", "limit reached"));

    assertThat(partial(HetznerApi.cloud(server).servers()).value()).hasSize(3);
  }

  @Test
  void anEmptyListIsComplete() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(Stream.of(), "null", "0")));

    assertThat(complete(HetznerApi.cloud(server).servers())).isEmpty();
  }

  @Test
  void aShortListWithoutATotalIsComplete() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 2), "null", "null")));
    server.enqueue(HetznerApi.ok("{\"servers\":[" + HetznerApi.server(1) + "]}"));
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(complete(cloud.servers())).hasSize(2);
    assertThat(complete(cloud.servers())).hasSize(1);
  }

  @Test
  void aFullPageWithoutATotalDoesNotProveThatItIsAll() {
    for (int attempt = 0; attempt < 3; attempt++) {
      server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "null", "null")));
    }

    assertThat(partial(HetznerApi.cloud(server).servers()).problem()).contains("total");
  }

  @Test
  void aNextPageThatDoesNotAdvanceEndsTheReading() {
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(1, 50), "2", "70")));
    server.enqueue(HetznerApi.ok(HetznerApi.page(ids(51, 70), "2", "70")));

    assertThat(partial(HetznerApi.cloud(server).servers()).value()).hasSize(50);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void unknownMissingAndNullFieldsNeverMatter() {
    server.enqueue(
        HetznerApi.ok(
            "{\"servers\":[%s,%s,%s],\"meta\":{\"pagination\":{\"total_entries\":3}}}"
                .formatted(
                    HetznerApi.fixture("server.json"),
                    HetznerApi.fixture("server-odd.json"),
                    HetznerApi.fixture("server-bare.json"))));

    List<Server> servers = complete(HetznerApi.cloud(server).servers());

    Instant created = Instant.parse("2026-11-21T10:41:19Z");
    assertThat(servers).extracting(Server::created).containsOnly(created);
    Server full = servers.get(0);
    assertThat(full.labels()).containsEntry("ci-autoscaler.io/pool", "default").hasSize(2);
    assertThat(full.paid().hasIpv4()).isTrue();
    assertThat(full.paid().perHour()).isEqualByComparingTo(new BigDecimal("0.0570"));
    Server odd = servers.get(1);
    assertThat(odd.id()).isEqualTo(606028482673999L);
    assertThat(odd.status()).isEqualTo("hibernating");
    assertThat(odd.paid().hasIpv4()).isFalse();
    assertThat(odd.labels()).containsEntry("empty", "");
    assertThat(odd.paid().perHour()).as("no price for its own location").isNull();
    Server bare = servers.get(2);
    assertThat(bare.offering()).isEqualTo(new Offering("unknown", "unknown"));
    assertThat(bare.status()).isEqualTo("unknown");
    assertThat(bare.labels()).isEmpty();
    assertThat(bare.paid().hasIpv4()).isFalse();
  }

  @Test
  void aServerThatCannotBeReadMakesTheListPartial() {
    String unreadable = "{\"id\":2,\"name\":\"ci-runner-2\",\"created\":\"yesterday\"}";
    server.enqueue(
        HetznerApi.ok(
            "{\"servers\":[%s,%s],\"meta\":{\"pagination\":{\"total_entries\":2}}}"
                .formatted(HetznerApi.server(1), unreadable)));

    Reading<List<Server>> reading = HetznerApi.cloud(server).servers();

    assertThat(partial(reading).value()).extracting(Server::id).containsExactly(1L);
    assertThat(partial(reading).problem()).contains("creation time");
  }

  @Test
  void aNullAmongTheServersMakesTheListPartial() {
    for (int attempt = 0; attempt < 3; attempt++) {
      server.enqueue(
          HetznerApi.ok(
              "{\"servers\":[%s,null],\"meta\":{\"pagination\":{\"total_entries\":2}}}"
                  .formatted(HetznerApi.server(1))));
    }

    assertThat(partial(HetznerApi.cloud(server).servers()).value()).hasSize(1);
  }

  @Test
  void aListResetWithinItsBodyIsNotAnEmptyList() {
    server.enqueue(
        HetznerApi.json(200, HetznerApi.page(ids(1, 50), "null", "50"))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThat(failed(HetznerApi.cloud(server).servers())).isEqualTo(Reading.Trouble.UNREACHABLE);
  }

  @Test
  void aBodyThatEndsTooEarlyIsNotAnEmptyList() {
    String page = HetznerApi.page(ids(1, 5), "null", "5");
    server.enqueue(HetznerApi.ok(page.substring(0, page.length() / 2)));
    server.enqueue(HetznerApi.ok("{}"));
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(failed(cloud.servers())).isEqualTo(Reading.Trouble.GARBLED);
    assertThat(failed(cloud.servers())).isEqualTo(Reading.Trouble.GARBLED);
  }

  @Test
  void anAcceptedConnectionWithoutAnAnswerTimesOut() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertThat(failed(HetznerApi.impatient(server).servers())).isEqualTo(Reading.Trouble.TIMED_OUT);
  }

  @Test
  void theClientsOwnTimeoutIsATimeoutToo() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    HetznerCloud cloud =
        new HetznerCloud(
            HetznerApi.client(server.url("/v1").toString(), Duration.ofMillis(200)),
            HetznerApi.SETTINGS,
            InstantSource.fixed(HetznerApi.NOW));

    assertThat(failed(cloud.servers())).isEqualTo(Reading.Trouble.TIMED_OUT);
  }

  @Test
  void aListThatTricklesInForEverTimesOut() {
    server.enqueue(
        HetznerApi.json(200, HetznerApi.page(ids(1, 50), "null", "50"))
            .throttleBody(20_000, 100, TimeUnit.MILLISECONDS)
            .build());

    assertThat(failed(HetznerApi.impatient(server).servers())).isEqualTo(Reading.Trouble.TIMED_OUT);
  }

  private static Stream<Long> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed();
  }

  private static List<Long> list(long from, long to) {
    return ids(from, to).toList();
  }

  private static List<Server> complete(Reading<List<Server>> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<List<Server>>) reading).value();
  }

  private static Reading.Partial<List<Server>> partial(Reading<List<Server>> reading) {
    assertThat(reading).isInstanceOf(Reading.Partial.class);
    return (Reading.Partial<List<Server>>) reading;
  }

  private static Reading.Trouble failed(Reading<List<Server>> reading) {
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed<List<Server>>) reading).trouble();
  }
}

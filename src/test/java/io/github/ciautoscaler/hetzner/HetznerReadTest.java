package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.MachineSize;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.PriceList;
import io.github.ciautoscaler.fleet.RateLimit;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Server;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at one server, the price list and the budget; and how every failed read is named. */
class HetznerReadTest {

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void aServerIsFoundByItsId() throws Exception {
    server.enqueue(HetznerApi.ok("{\"server\":" + HetznerApi.server(42) + "}"));

    Reading<Optional<Server>> reading = HetznerApi.cloud(server).find(42);

    assertThat(complete(reading)).map(Server::id).contains(42L);
    assertThat(reading.takenAt()).isEqualTo(HetznerApi.NOW);
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/servers/42");
  }

  @Test
  void aServerThatTheApiDoesNotKnowIsGone() {
    server.enqueue(HetznerApi.error(404, "not_found", "server with ID '42' not found"));
    server.enqueue(new MockResponse.Builder().code(404).build());
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(complete(cloud.find(42))).isEmpty();
    assertThat(complete(cloud.find(42))).isEmpty();
  }

  @Test
  void aProxysPageNotFoundDoesNotMeanThatAServerIsGone() {
    server.enqueue(HetznerApi.json(404, "<html>no such host</html>").build());

    assertThat(trouble(HetznerApi.cloud(server).find(42))).isEqualTo(Reading.Trouble.UNREACHABLE);
  }

  @Test
  void aServerIsFoundByItsExactName() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.page(Stream.of(41L, 42L), "null", "2")));

    assertThat(complete(HetznerApi.cloud(server).find("ci-runner-0000002a")))
        .map(Server::id)
        .contains(42L);
    assertThat(HetznerApi.taken(server).getTarget())
        .isEqualTo("/v1/servers?name=ci-runner-0000002a");
  }

  @Test
  void aNameThatNoServerHasIsCompleteAndEmpty() {
    server.enqueue(HetznerApi.ok("{\"servers\":[]}"));

    assertThat(complete(HetznerApi.cloud(server).find("ci-runner-0000002a"))).isEmpty();
  }

  @Test
  void anAnswerWithoutAListOfServersDoesNotMeanThatNoneIsSoNamed() {
    server.enqueue(HetznerApi.ok("{}"));

    assertThat(trouble(HetznerApi.cloud(server).find("ci-runner-0000002a")))
        .isEqualTo(Reading.Trouble.GARBLED);
  }

  @Test
  void aServerThatCannotBeReadIsNotGone() {
    server.enqueue(HetznerApi.ok("{\"server\":{\"id\":42}}"));

    assertThat(trouble(HetznerApi.cloud(server).find(42))).isEqualTo(Reading.Trouble.GARBLED);
  }

  @Test
  void pricesComeNetByPlacementInTheAccountsCurrency() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("pricing.json")));

    Reading<PriceList> reading = HetznerApi.cloud(server).prices();

    PriceList prices = ((Reading.Complete<PriceList>) reading).value();
    assertThat(prices.currency()).isEqualTo("EUR");
    assertThat(prices.serverPerHour())
        .containsOnly(
            Map.entry(new Offering("cpx32", "fsn1"), new BigDecimal("0.0569000000")),
            Map.entry(new Offering("cpx32", "nbg1"), new BigDecimal("0.0570000000")),
            Map.entry(new Offering("cpx32", "sin"), new BigDecimal("0.0785000000")),
            Map.entry(new Offering("ccx33", "nbg1"), new BigDecimal("0.2219000000")));
    assertThat(prices.ipv4PerHour())
        .containsOnly(Map.entry("nbg1", new BigDecimal("0.0008000000")));
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/pricing");
  }

  @Test
  void sizesComeWithNameIdArchitectureAndPlaces() throws Exception {
    server.enqueue(
        HetznerApi.ok(
            """
            {"server_types":[{"id":109,"name":"cpx22","description":"CPX 22","category":"cost_optimized",
              "cores":2,"memory":4.0,"disk":80,"deprecation":null,"prices":[],"storage_type":"local",
              "cpu_type":"shared","architecture":"x86",
              "locations":[{"id":1,"name":"fsn1","deprecation":null},{"id":null,"name":"nbg1"}]},
              {"id":7,"name":"odd","cores":null,"memory":1.0,"disk":1}],
             "meta":{"pagination":{"page":1,"next_page":null,"total_entries":2}}}
            """));

    Reading<List<MachineSize>> reading = HetznerApi.cloud(server).sizes();

    assertThat(((Reading.Complete<List<MachineSize>>) reading).value())
        .containsExactly(
            new MachineSize(
                new MachineSize.Type("109", "cpx22", "x86", Map.of("1", "fsn1")), 2, 4, 80));
    assertThat(HetznerApi.taken(server).getTarget()).startsWith("/v1/server_types?per_page=");
  }

  @Test
  void aPriceListMayLackEverythingButItsCurrency() {
    server.enqueue(HetznerApi.ok("{\"pricing\":{\"currency\":\"USD\",\"primary_ips\":null}}"));
    server.enqueue(HetznerApi.ok("{\"pricing\":{\"server_types\":[]}}"));
    HetznerCloud cloud = HetznerApi.cloud(server);

    assertThat(cloud.prices())
        .isEqualTo(
            new Reading.Complete<>(new PriceList("USD", Map.of(), Map.of()), HetznerApi.NOW));
    assertThat(cloud.prices()).isInstanceOf(Reading.Failed.class);
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "400,json_error,GARBLED",
    "401,unauthorized,UNAUTHORIZED",
    "401,'',UNAUTHORIZED",
    "403,forbidden,FORBIDDEN",
    "403,maintenance,UNREACHABLE",
    "404,not_found,UNSUPPORTED",
    "405,method_not_allowed,UNSUPPORTED",
    "409,conflict,UNREACHABLE",
    "410,deprecated_api_endpoint,UNSUPPORTED",
    "422,invalid_input,GARBLED",
    "423,locked,UNREACHABLE",
    "429,rate_limit_exceeded,RATE_LIMITED",
    "429,'',RATE_LIMITED",
    "500,server_error,UNREACHABLE",
    "502,'',UNREACHABLE",
    "503,unavailable,UNREACHABLE",
    "504,timeout,UNREACHABLE"
  })
  void aFailedReadSaysWhatIsWrong(int status, String code, Reading.Trouble trouble) {
    server.enqueue(HetznerApi.error(status, code, "told"));

    Reading<PriceList> reading = HetznerApi.cloud(server).prices();

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(trouble);
              assertThat(failed.problem()).contains("GET /pricing", code, "told", "c0ffee");
              assertThat(failed.takenAt()).isEqualTo(HetznerApi.NOW);
            });
    assertThat(server.getRequestCount()).as("nothing is retried inside").isEqualTo(1);
  }

  @Test
  void aReadThatFindsNoOneListeningIsUnreachable() throws Exception {
    String url = server.url("/v1").toString();
    server.close();
    HetznerCloud cloud =
        new HetznerCloud(
            HetznerApi.client(url), HetznerApi.SETTINGS, InstantSource.fixed(HetznerApi.NOW));

    assertThat(trouble(cloud.find(42))).isEqualTo(Reading.Trouble.UNREACHABLE);
  }

  @Test
  void theBudgetIsWhatTheLastAnswerSaidErrorsIncluded() {
    HetznerCloud cloud = HetznerApi.cloud(server);
    assertThat(cloud.budget()).isEqualTo(RateLimit.UNKNOWN);

    server.enqueue(budget(200, "7200", "7199"));
    cloud.prices();
    assertThat(cloud.budget()).isEqualTo(new RateLimit(7200, 7199));

    server.enqueue(budget(503, "7200", "312"));
    cloud.prices();
    assertThat(cloud.budget()).isEqualTo(new RateLimit(7200, 312));

    server.enqueue(budget(200, "many", ""));
    cloud.prices();
    assertThat(cloud.budget())
        .as("what cannot be read changes nothing")
        .isEqualTo(new RateLimit(7200, 312));
  }

  @Test
  void afterTooManyRequestsNothingIsLeft() {
    HetznerCloud cloud = HetznerApi.cloud(server);

    server.enqueue(budget(429, "3600", "17"));
    cloud.prices();
    assertThat(cloud.budget()).isEqualTo(new RateLimit(3600, 0));

    server.enqueue(budget(200, "3600", "2"));
    cloud.prices();
    assertThat(cloud.budget()).isEqualTo(new RateLimit(3600, 2));
  }

  @Test
  void theBudgetIsKnownFromTheHeadersOfAnAnswerThatNeverEnds() {
    server.enqueue(
        HetznerApi.json(200, "{\"server\":" + HetznerApi.server(42) + "}")
            .addHeader("RateLimit-Limit", 3600)
            .addHeader("RateLimit-Remaining", 17)
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build());
    HetznerCloud cloud = HetznerApi.impatient(server);

    assertThat(trouble(cloud.find(42))).isEqualTo(Reading.Trouble.TIMED_OUT);
    assertThat(cloud.budget()).isEqualTo(new RateLimit(3600, 17));
  }

  private static MockResponse budget(int status, String limit, String remaining) {
    return HetznerApi.json(status, "{}")
        .addHeader("RateLimit-Limit", limit)
        .addHeader("RateLimit-Remaining", remaining)
        .addHeader("RateLimit-Reset", "1649831460")
        .build();
  }

  private static Optional<Server> complete(Reading<Optional<Server>> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<Optional<Server>>) reading).value();
  }

  private static Reading.Trouble trouble(Reading<Optional<Server>> reading) {
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed<Optional<Server>>) reading).trouble();
  }
}

package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Preference;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order refers to is looked up, remembered, and forgotten when it proves wrong. */
class HetznerReferencesTest {

  private static final Order ORDER = order(ServerAccess.PUBLIC);

  @StartStop private final MockWebServer server = new MockWebServer();
  private final AtomicReference<Instant> now = new AtomicReference<>(HetznerApi.NOW);

  @Test
  void keysAreAskedForOnceAnHour() throws Exception {
    HetznerCloud cloud = cloud();
    keysThenCreated();
    cloud.create(ORDER);
    created();
    now.set(HetznerApi.NOW.plus(Duration.ofMinutes(59)));
    cloud.create(ORDER);
    keysThenCreated();
    now.set(HetznerApi.NOW.plus(Duration.ofMinutes(60)));
    cloud.create(ORDER);

    assertThat(methods(5)).isEqualTo("GET POST POST GET POST");
  }

  @ParameterizedTest
  @CsvSource({"422,invalid_input", "404,not_found"})
  void aRefusedReferenceIsLookedUpAnew(int status, String code) throws Exception {
    HetznerCloud cloud = cloud();
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("ssh-keys.json")));
    server.enqueue(HetznerApi.error(status, code, "ssh key not found"));
    cloud.create(ORDER);
    keysThenCreated();
    cloud.create(ORDER);

    assertThat(methods(4)).isEqualTo("GET POST GET POST");
  }

  @Test
  void whatIsOutOfStockForgetsNothing() throws Exception {
    HetznerCloud cloud = cloud();
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("ssh-keys.json")));
    server.enqueue(HetznerApi.error(412, "resource_unavailable", "error during placement"));
    cloud.create(ORDER);
    created();
    cloud.create(ORDER);

    assertThat(methods(3)).isEqualTo("GET POST POST");
  }

  @Test
  void everyPoolRefersToItsOwn() throws Exception {
    ServerAccess inside = new ServerAccess(List.of("k8s"), List.of(), List.of("ops"), true, true);
    HetznerCloud cloud = cloud();
    keysThenCreated();
    cloud.create(ORDER);
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    created();
    cloud.create(order(inside));
    created();
    cloud.create(ORDER);
    created();
    cloud.create(order(inside));

    List<Boolean> attached = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      RecordedRequest request = HetznerApi.taken(server);
      if ("POST".equals(request.getMethod())) {
        attached.add(HetznerApi.sent(request).has("networks"));
      }
    }
    assertThat(attached).containsExactly(false, true, false, true);
  }

  @Test
  void ordersAtTheSameTimeAskForTheKeysOnce() throws Exception {
    HetznerCloud cloud = cloud();
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("ssh-keys.json")));
    for (int i = 0; i < 8; i++) {
      created();
    }

    try (ExecutorService orders = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Outcome> order = () -> cloud.create(ORDER);
      for (Future<Outcome> outcome : orders.invokeAll(Collections.nCopies(8, order))) {
        assertThat(outcome.get()).isInstanceOf(Outcome.Created.class);
      }
    }

    assertThat(methods(9)).isEqualTo("GET" + " POST".repeat(8));
  }

  @Test
  void everyKeyOfTheProjectIsSentBeyondTheFirstPage() throws Exception {
    server.enqueue(HetznerApi.ok(keys(1, 50, "2")));
    server.enqueue(HetznerApi.ok(keys(51, 60, "null")));
    created();

    cloud().create(ORDER);

    HetznerApi.taken(server);
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/ssh_keys?per_page=50&page=2");
    assertThat(HetznerApi.sent(HetznerApi.taken(server)).get("ssh_keys"))
        .hasSize(60)
        .last()
        .hasToString("\"key-60\"");
  }

  @Test
  void aKeyNamedWithDigitsIsSentByItsId() throws Exception {
    server.enqueue(
        HetznerApi.ok("{\"ssh_keys\":[{\"id\":7,\"name\":\"2024\"},{\"id\":8,\"name\":null}]}"));
    created();

    cloud().create(ORDER);

    HetznerApi.taken(server);
    assertThat(HetznerApi.sent(HetznerApi.taken(server)).get("ssh_keys").toString())
        .isEqualTo("[7,8]");
  }

  @Test
  void aProjectWithoutKeysSendsNone() throws Exception {
    server.enqueue(HetznerApi.ok("{\"ssh_keys\":[]}"));
    created();

    cloud().create(ORDER);

    HetznerApi.taken(server);
    assertThat(HetznerApi.sent(HetznerApi.taken(server)).get("ssh_keys")).isEmpty();
  }

  @Test
  void anUnknownNetworkIsNamedAndNothingIsOrdered() throws Exception {
    server.enqueue(HetznerApi.ok("{\"networks\":[]}"));
    ServerAccess access =
        new ServerAccess(List.of("k3s & co"), List.of(), List.of("ops"), true, true);

    Outcome outcome = cloud().create(order(access));

    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
    assertThat(((Outcome.Failure) outcome).message()).contains("k3s & co").contains("networks");
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/networks?name=k3s%20%26%20co");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aPlacementGroupIsSentByItsId() throws Exception {
    server.enqueue(
        HetznerApi.ok(
            "{\"placement_groups\":[{\"id\":897,\"name\":\"spread me\",\"type\":\"spread\",\"servers\":[]}]}"));
    created();
    created();

    HetznerCloud cloud = cloud();
    cloud.create(inGroup("spread me"));
    cloud.create(inGroup("12"));

    assertThat(HetznerApi.taken(server).getTarget())
        .isEqualTo("/v1/placement_groups?name=spread%20me");
    assertThat(HetznerApi.sent(HetznerApi.taken(server)).get("placement_group").asLong())
        .isEqualTo(897);
    assertThat(HetznerApi.sent(HetznerApi.taken(server)).get("placement_group").asLong())
        .isEqualTo(12);
  }

  @Test
  void anUnknownPlacementGroupIsNamedAndNothingIsOrdered() {
    server.enqueue(HetznerApi.ok("{\"placement_groups\":[]}"));

    assertThat(cloud().create(inGroup("spread")))
        .isEqualTo(
            new Outcome.Invalid("the Hetzner project has no 'spread' among its placement groups"));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private static Order inGroup(String group) {
    return HetznerApi.order(
        "ci-runner-7f3a91c2",
        new MachineTemplate(
            List.of(new Offering("cpx32", "nbg1")),
            new Image.Named("debian-12"),
            HetznerApi.OPS,
            Pools.K3S,
            new MachineTemplate.Options(
                Preference.LISTED, Map.of(), Labels.NAME_PREFIX, group, null)),
        "x");
  }

  @ParameterizedTest(name = "{0} before the order is {1}")
  @CsvSource({"502,Transient", "401,Unauthorized", "429,RateLimited", "403,Forbidden"})
  void aFailedLookUpMeansThatNothingWasOrdered(int status, String reaction) {
    server.enqueue(new MockResponse.Builder().code(status).build());

    Outcome outcome = cloud().create(ORDER);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  private static Order order(ServerAccess access) {
    return HetznerApi.order("ci-runner-7f3a91c2", new Offering("cpx32", "nbg1"), access);
  }

  private HetznerCloud cloud() {
    return HetznerApi.cloud(server, HetznerSettings.USUAL, now::get);
  }

  private void keysThenCreated() {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("ssh-keys.json")));
    created();
  }

  private void created() {
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());
  }

  private String methods(int count) throws InterruptedException {
    StringBuilder methods = new StringBuilder();
    for (int i = 0; i < count; i++) {
      methods.append(HetznerApi.taken(server).getMethod()).append(' ');
    }
    assertThat(server.getRequestCount()).isEqualTo(count);
    return methods.toString().strip();
  }

  private static String keys(long from, long to, String nextPage) {
    String keys =
        LongStream.rangeClosed(from, to)
            .mapToObj("{\"id\":%1$d,\"name\":\"key-%1$d\"}"::formatted)
            .collect(Collectors.joining(","));
    return "{\"ssh_keys\":[%s],\"meta\":{\"pagination\":{\"next_page\":%s,\"total_entries\":60}}}"
        .formatted(keys, nextPage);
  }
}

package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selector of labels stands for the newest snapshot of the type's architecture. */
class HetznerImagesTest {

  private static final String X86 = type("cpx22", 109, "x86");

  @StartStop private final MockWebServer server = new MockWebServer();
  private final AtomicReference<Instant> now = new AtomicReference<>(HetznerApi.NOW);

  @Test
  void theNewestAvailableSnapshotOfTheArchitectureIsOrdered() throws Exception {
    answer(X86, HetznerApi.fixture("snapshots.json"));
    created();

    HetznerApi.cloud(server).create(order("cpx22", "os=talos,stage!=test"));

    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/server_types?name=cpx22");
    assertThat(HetznerApi.taken(server).getTarget())
        .isEqualTo(
            "/v1/images?type=snapshot&status=available&architecture=x86"
                + "&label_selector=os%3Dtalos%2Cstage%21%3Dtest&sort=created:desc&per_page=50");
    assertThat(image(HetznerApi.taken(server))).isEqualTo("239871002");
  }

  @Test
  void aTypeWithANumberIsAskedForByIt() throws Exception {
    answer(
        "{\"server_type\":{\"id\":93,\"name\":\"cax21\",\"architecture\":\"arm\"}}",
        HetznerApi.fixture("snapshots.json"));
    created();

    HetznerApi.cloud(server).create(order("93", "os=talos"));

    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/server_types/93");
    assertThat(HetznerApi.taken(server).getTarget()).contains("architecture=arm");
    assertThat(image(HetznerApi.taken(server))).isEqualTo("239871003");
  }

  @Test
  void aNewSnapshotIsUsedAfterTwoMinutes() throws Exception {
    HetznerCloud cloud = HetznerApi.cloud(server, HetznerSettings.USUAL, now::get);
    answer(X86, HetznerApi.fixture("snapshots.json"));
    created();
    cloud.create(order("cpx22", "os=talos"));
    now.set(HetznerApi.NOW.plus(Duration.ofSeconds(119)));
    created();
    cloud.create(order("cpx22", "os=talos"));
    now.set(HetznerApi.NOW.plus(Duration.ofMinutes(2)));
    answer("{\"images\":[%s]}".formatted(snapshot(5, "available", "x86", "2026-11-21T12:01:00Z")));
    created();
    cloud.create(order("cpx22", "os=talos"));

    assertThat(server.getRequestCount()).isEqualTo(6);
    for (int i = 0; i < 5; i++) {
      HetznerApi.taken(server);
    }
    assertThat(image(HetznerApi.taken(server))).isEqualTo("5");
  }

  @Test
  void aSnapshotThatWasDeletedIsLookedUpAnew() throws Exception {
    HetznerCloud cloud = HetznerApi.cloud(server);
    answer(X86, HetznerApi.fixture("snapshots.json"));
    server.enqueue(HetznerApi.error(422, "invalid_input", "image not found"));
    cloud.create(order("cpx22", "os=talos"));
    answer("{\"images\":[%s]}".formatted(snapshot(5, "available", "x86", "2026-11-21T12:01:00Z")));
    created();
    Outcome outcome = cloud.create(order("cpx22", "os=talos"));

    assertThat(outcome).isInstanceOf(Outcome.Created.class);
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"creating,x86", "unavailable,x86", "available,arm"})
  void whereNoneFitsNothingIsOrderedAndTheSelectorIsNamed(String status, String architecture) {
    answer(
        X86,
        "{\"images\":[null,%s]}"
            .formatted(snapshot(5, status, architecture, "2026-11-21T00:00:00Z")));

    Outcome outcome = HetznerApi.cloud(server).create(order("cpx22", "os=talos"));

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Invalid(
                "the Hetzner project has no available snapshot of architecture x86 whose labels"
                    + " match 'os=talos'"));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aTypeThatDoesNotExistIsPassedOver() {
    answer("{\"server_types\":[]}");

    assertThat(HetznerApi.cloud(server).create(order("cpx99", "os=talos")))
        .isEqualTo(new Outcome.TypeUnavailable("Hetzner has no server type 'cpx99'"));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"502,Transient", "401,Unauthorized", "429,RateLimited", "403,Forbidden"})
  void aFailedLookMeansThatNothingWasOrdered(int status, String reaction) {
    answer(X86);
    server.enqueue(new MockResponse.Builder().code(status).build());

    Outcome outcome = HetznerApi.cloud(server).create(order("cpx22", "os=talos"));

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(reaction);
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  private static Order order(String type, String selector) {
    Offering offering = new Offering(type, "fsn1");
    return HetznerApi.order(
        "ci-runner-7f3a91c2",
        new MachineTemplate(
            List.of(offering),
            new Image.Newest(selector),
            HetznerApi.OPS,
            Pools.K3S,
            MachineTemplate.Options.USUAL),
        "x");
  }

  private static String image(RecordedRequest order) {
    return HetznerApi.sent(order).get("image").asString();
  }

  private static String type(String name, long id, String architecture) {
    return "{\"server_types\":[{\"id\":%d,\"name\":\"%s\",\"architecture\":\"%s\",\"prices\":[]}]}"
        .formatted(id, name, architecture);
  }

  private static String snapshot(long id, String status, String architecture, String created) {
    return "{\"id\":%d,\"type\":\"snapshot\",\"name\":null,\"status\":\"%s\",\"architecture\":\"%s\",\"created\":\"%s\"}"
        .formatted(id, status, architecture, created);
  }

  private void answer(String... bodies) {
    for (String body : bodies) {
      server.enqueue(HetznerApi.ok(body));
    }
  }

  private void created() {
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());
  }
}

package io.github.ciautoscaler.hetzner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.reconcile.Outcome;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ordering a server: what is sent, and how the answer is taken. */
class HetznerCreateTest {

  private static final JsonNode ORIGINAL_BODY =
      JsonMapper.shared().readTree(HetznerApi.fixture("original-create-body.json"));

  private static final Offering CPX32 = new Offering("cpx32", "nbg1");

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void theBodyIsTheOriginalsByteForByte() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("ssh-keys.json")));
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());
    HetznerCloud cloud =
        HetznerApi.cloud(server, HetznerSettings.USUAL, InstantSource.fixed(HetznerApi.NOW));

    cloud.create(originalsOrder());

    RecordedRequest keys = HetznerApi.taken(server);
    assertThat(keys.getTarget()).isEqualTo("/v1/ssh_keys?per_page=50&page=1");
    RecordedRequest create = HetznerApi.taken(server);
    assertThat(create.getRequestLine()).isEqualTo("POST /v1/servers HTTP/1.1");
    assertThat(create.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(create.getHeaders().get("Authorization")).startsWith("Bearer ");
    assertThat(HetznerApi.text(create))
        .isEqualTo(HetznerApi.fixture("original-create-body.json").strip());
  }

  @Test
  void theServerOfTheAnswerIsCreated() {
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    Outcome outcome = HetznerApi.cloud(server).create(order());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Created.class,
            created -> {
              assertThat(created.server().id()).isEqualTo(117748834L);
              assertThat(created.server().name()).isEqualTo("ci-runner-7f3a91c2");
              assertThat(created.server().status()).isEqualTo("initializing");
              assertThat(created.server().created())
                  .isEqualTo(Instant.parse("2026-11-21T10:41:19Z"));
              assertThat(created.server().offering()).isEqualTo(new Offering("cpx32", "nbg1"));
              assertThat(created.server().paid().hasIpv4()).isTrue();
              assertThat(created.server().paid().perHour())
                  .isEqualByComparingTo(new BigDecimal("0.0570"));
            });
    assertThat(outcome.toString()).doesNotContain("YItygq1v3GYjjMomLaKc");
  }

  @Test
  void networksFirewallsAndAddressesAreSentOnlyWhereSet() throws Exception {
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("networks.json")));
    server.enqueue(HetznerApi.ok(HetznerApi.fixture("firewalls.json")));
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());
    ServerAccess access =
        new ServerAccess(
            List.of("k8s", "99"), List.of("ci", "12"), List.of("ops", "4711"), false, true);

    HetznerApi.cloud(server).create(HetznerApi.order("ci-runner-1", CPX32, access));

    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/networks?name=k8s");
    assertThat(HetznerApi.taken(server).getTarget()).isEqualTo("/v1/firewalls?name=ci");
    JsonNode body = HetznerApi.sent(HetznerApi.taken(server));
    assertThat(body.get("networks").toString()).isEqualTo("[456,99]");
    assertThat(body.get("firewalls").toString()).isEqualTo("[{\"firewall\":38},{\"firewall\":12}]");
    assertThat(body.get("ssh_keys").toString()).isEqualTo("[\"ops\",4711]");
    assertThat(body.get("public_net").toString())
        .isEqualTo("{\"enable_ipv4\":false,\"enable_ipv6\":true}");
  }

  @Test
  void numericTypeImageAndLocationGoThroughAsGiven() throws Exception {
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    HetznerApi.cloud(server)
        .create(
            HetznerApi.order(
                "ci-runner-1",
                HetznerApi.template(new Offering("110", "2"), "161547269", HetznerApi.OPS),
                "x"));

    JsonNode body = HetznerApi.sent(HetznerApi.taken(server));
    assertThat(body.get("server_type").asString()).isEqualTo("110");
    assertThat(body.get("location").asString()).isEqualTo("2");
    assertThat(body.get("image").asString()).isEqualTo("161547269");
    assertThat(body.has("datacenter")).isFalse();
  }

  @Test
  void aUserDataOfMoreThan32KibIsNeverSent() {
    HetznerCloud cloud = HetznerApi.cloud(server);
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    // Two bytes each: the limit counts bytes, not characters.
    assertThat(cloud.create(order("ü".repeat(16_385)))).isInstanceOf(Outcome.Invalid.class);
    assertThat(server.getRequestCount()).isZero();
    assertThat(cloud.create(order("ü".repeat(16_384)))).isInstanceOf(Outcome.Created.class);
  }

  @Test
  void aSlowOrderMayTakeLongerThanARead() {
    HetznerSettings readsAreQuick =
        HetznerApi.within(Duration.ofMillis(200), Duration.ofSeconds(20));
    server.enqueue(
        HetznerApi.json(201, HetznerApi.fixture("create-201.json"))
            .headersDelay(600, TimeUnit.MILLISECONDS)
            .build());
    HetznerCloud cloud =
        HetznerApi.cloud(server, readsAreQuick, InstantSource.fixed(HetznerApi.NOW));

    assertThat(cloud.create(order())).isInstanceOf(Outcome.Created.class);
  }

  @Test
  void anOrderWithoutAnAnswerMayHaveHappened() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    Outcome outcome = HetznerApi.impatient(server).create(order());

    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    assertThat(((Outcome.Failure) outcome).message()).contains("not answered in time");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anOrderThatTricklesInForEverIsEnded() {
    server.enqueue(
        HetznerApi.json(201, HetznerApi.fixture("create-201.json"))
            .throttleBody(500, 100, TimeUnit.MILLISECONDS)
            .build());

    assertThat(HetznerApi.impatient(server).create(order())).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anOrderCutOffBeforeItsAnswerMayHaveHappenedAndIsNotRepeated() {
    server.enqueue(closing().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    assertThat(HetznerApi.cloud(server).create(order())).isInstanceOf(Outcome.Unknown.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aResetOrderMayHaveHappenedAndIsNotRepeated() throws Exception {
    AtomicInteger orders = new AtomicInteger();
    try (ServerSocket resetting = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> resetEach(resetting, orders));
      String url = "http://127.0.0.1:" + resetting.getLocalPort() + "/v1";
      HetznerCloud cloud =
          new HetznerCloud(
              HetznerApi.client(url), HetznerApi.SETTINGS, InstantSource.fixed(HetznerApi.NOW));

      assertThat(cloud.create(order())).isInstanceOf(Outcome.Unknown.class);
    }
    assertThat(orders).hasValue(1);
  }

  @Test
  void anOrderCutOffWithinItsAnswerMayHaveHappened() {
    server.enqueue(closing().onResponseBody(new SocketEffect.CloseSocket()).build());

    assertThat(HetznerApi.cloud(server).create(order())).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void anOrderThatFindsNoOneListeningSurelyDidNotHappen() throws Exception {
    String url = server.url("/v1").toString();
    server.close();
    HetznerCloud cloud =
        new HetznerCloud(
            HetznerApi.client(url), HetznerApi.SETTINGS, InstantSource.fixed(HetznerApi.NOW));

    assertThat(cloud.create(order())).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void anOrderToAnUntrustedServerSurelyDidNotHappen() throws Exception {
    HeldCertificate untrusted =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(untrusted).build().sslSocketFactory());
    server.enqueue(HetznerApi.json(201, HetznerApi.fixture("create-201.json")).build());

    assertThat(HetznerApi.cloud(server).create(order())).isInstanceOf(Outcome.Transient.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void anOrderAcceptedWithoutAReadableServerMayHaveHappened() {
    HetznerCloud cloud = HetznerApi.cloud(server);
    for (String body : List.of("", "{}", "null", "<html>ok</html>", "{\"server\":{\"id\":7}}")) {
      server.enqueue(HetznerApi.json(201, body).build());
      assertThat(cloud.create(order())).as(body).isInstanceOf(Outcome.Unknown.class);
    }
  }

  /** Reads some of each request and answers with a reset instead of a close. */
  private static void resetEach(ServerSocket listening, AtomicInteger orders) {
    try {
      while (true) {
        try (Socket socket = listening.accept()) {
          int read = socket.getInputStream().read(new byte[64 * 1024]);
          orders.addAndGet(read > 0 ? 1 : 0);
          socket.setSoLinger(true, 0);
        }
      }
    } catch (IOException e) {
      // The test closed the listening socket.
    }
  }

  private MockResponse.Builder closing() {
    return HetznerApi.json(201, HetznerApi.fixture("create-201.json"));
  }

  private static Order originalsOrder() {
    Offering offering =
        new Offering(
            ORIGINAL_BODY.get("server_type").asString(), ORIGINAL_BODY.get("location").asString());
    String image = ORIGINAL_BODY.get("image").asString();
    return HetznerApi.order(
        ORIGINAL_BODY.get("name").asString(),
        HetznerApi.template(offering, image, ServerAccess.PUBLIC),
        ORIGINAL_BODY.get("user_data").asString());
  }

  private static Order order() {
    return order("#cloud-config\n");
  }

  private static Order order(String userData) {
    return HetznerApi.order("ci-runner-7f3a91c2", CPX32, HetznerApi.OPS, userData);
  }
}

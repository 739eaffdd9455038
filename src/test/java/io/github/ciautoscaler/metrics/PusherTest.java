package io.github.ciautoscaler.metrics;

import static io.github.ciautoscaler.reconcile.Machines.idle;
import static io.github.ciautoscaler.reconcile.Machines.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PusherTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);
  private static final String GROUP = "instance=\"\",job=\"gitea-ci-autoscaler\"";

  private final FleetMetrics metrics =
      new FleetMetrics(
          new MetricsSettings(
              "1.0.0",
              5,
              false,
              MetricsSettings.Files.readAt(Instant.EPOCH),
              Duration.ofMinutes(10)),
          NOW.minusSeconds(30));

  @StartStop private final MockWebServer server = new MockWebServer();

  @Test
  void the_real_pushgateway_shows_the_originals_series_under_the_originals_job()
      throws IOException {
    try (RealPushgateway gateway = RealPushgateway.start()) {
      Pusher pusher = pusher(gateway.url());
      pass(pusher, ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW)).build());

      String age = "autoscaler_node_age_seconds{" + GROUP + ",node=\"" + name(1) + "\"}";
      await().until(() -> gateway.scrape("/metrics").has(age));
      Scrape shown = gateway.scrape("/metrics");
      assertThat(shown.value("push_failure_time_seconds{" + GROUP + "}")).isZero();
      assertThat(shown.samples().keySet()).containsAll(recordedInTheGroup());
      assertThat(jobsFamilies(shown)).isNotEmpty().allMatch(name -> name.startsWith("autoscaler_"));
    }
  }

  @Test
  void series_of_gone_nodes_vanish_from_the_real_pushgateway() throws IOException {
    try (RealPushgateway gateway = RealPushgateway.start()) {
      Pusher pusher = pusher(gateway.url());
      pass(pusher, ReportBuilder.at(NOW).machine(idle(1, HOUR_AGO, NOW)).build());
      await().until(() -> gateway.scrape("/metrics").text().contains(name(1)));

      pass(pusher, ReportBuilder.at(NOW).failed(ReportBuilder.down("gitea", NOW)).build());
      await().until(() -> !gateway.scrape("/metrics").text().contains(name(1)));
      Scrape shown = gateway.scrape("/metrics");
      assertThat(shown.value("autoscaler_source_up{" + GROUP + ",source=\"gitea\"}")).isZero();
    }
  }

  @Test
  void a_base_path_is_kept_as_the_real_pushgateway_serves_it() throws IOException {
    try (RealPushgateway gateway = RealPushgateway.start("--web.route-prefix=/push/gateway")) {
      pass(pusher(gateway.url() + "/push/gateway/"), ReportBuilder.at(NOW).build());

      await().until(() -> gateway.scrape("/push/gateway/metrics").text().contains(GROUP));
    }
  }

  @Test
  void user_info_becomes_basic_authentication_and_is_in_no_log(CapturedOutput output)
      throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(401).body("who are you?").build());
    String url = "http://al%40ice:geheim%3A%2B1@" + server.getHostName() + ":" + server.getPort();
    Pusher pusher = pusher(url + "/base");
    pass(pusher, ReportBuilder.at(NOW).build());

    RecordedRequest request = take();
    assertThat(request.getMethod()).isEqualTo("PUT");
    assertThat(request.getTarget()).isEqualTo("/base/metrics/job/gitea-ci-autoscaler");
    assertThat(request.getHeaders().get("Authorization"))
        .isEqualTo(okhttp3.Credentials.basic("al@ice", "geheim:+1", StandardCharsets.UTF_8));
    assertThat(request.getHeaders().get("Content-Type")).startsWith("text/plain; version=0.0.4");
    await().until(() -> output.getAll().contains("could not be pushed"));
    assertThat(output.getAll()).doesNotContain("geheim").doesNotContain("al%40ice");
  }

  @Test
  void a_gateway_that_refuses_put_gets_post_from_then_on() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(405).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    Pusher pusher = pusher(server.url("/").toString());
    pass(pusher, ReportBuilder.at(NOW).build());
    assertThat(take().getMethod()).isEqualTo("PUT");
    assertThat(take().getMethod()).isEqualTo("POST");

    await()
        .until(() -> {
          pusher.push();
          return server.getRequestCount() >= 3;
        });
    assertThat(take().getMethod()).isEqualTo("POST");
  }

  @Test
  void a_hanging_gateway_holds_up_no_pass_and_gets_one_push_at_a_time(CapturedOutput output)
      throws InterruptedException {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    server.enqueue(new MockResponse.Builder().code(200).build());
    Pusher pusher = pusher(server.url("/").toString());

    pass(pusher, ReportBuilder.at(NOW).build());
    take();
    for (int i = 1; i <= 5; i++) {
      pass(pusher, ReportBuilder.at(NOW).desired(i).build());
    }
    assertThat(server.getRequestCount()).isEqualTo(1);

    RecordedRequest second = take();
    assertThat(body(second)).contains("autoscaler_desired_nodes 5.0");
    await().until(() -> output.getAll().contains("takes pushes again"));
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(Scrape.of(metrics.registry()).value("autoscaler_push_failures_total")).isEqualTo(1);
  }

  @Test
  void a_gateway_that_trickles_its_answer_is_cut_off(CapturedOutput output) {
    server.enqueue(
        new MockResponse.Builder()
            .code(500)
            .body("x".repeat(10_000))
            .throttleBody(1, 200, TimeUnit.MILLISECONDS)
            .build());
    pass(pusher(server.url("/").toString()), ReportBuilder.at(NOW).build());

    await().atMost(Duration.ofSeconds(8)).until(() -> output.getAll().contains("not be pushed"));
  }

  @Test
  void a_dead_gateway_costs_a_warning_that_collapses(CapturedOutput output) {
    Pusher pusher = pusher("http://127.0.0.1:1");
    await()
        .until(() -> {
          pusher.push();
          return Scrape.of(metrics.registry()).value("autoscaler_push_failures_total") >= 8;
        });

    assertThat(output.getAll().lines().filter(line -> line.contains("could not be pushed")))
        .hasSizeBetween(3, 5)
        .allMatch(line -> line.contains("WARN"));
  }

  @Test
  void https_trusts_what_it_is_given() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName(server.getHostName()).build();
    HandshakeCertificates serves =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    HandshakeCertificates trusts =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    try (MockWebServer secure = new MockWebServer()) {
      secure.useHttps(serves.sslSocketFactory());
      secure.start();
      secure.enqueue(new MockResponse.Builder().code(202).build());
      PushTarget target = PushTarget.parse(secure.url("/").toString());
      PushSettings settings =
          new PushSettings(target, Duration.ofSeconds(2), null, trusts.sslSocketFactory());
      new Pusher(target, metrics.registry(), settings).push();

      assertThat(secure.takeRequest(5, TimeUnit.SECONDS)).isNotNull();
    }
  }

  @Test
  void a_proxy_is_used_where_one_is_given() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(202).build());
    PushTarget target = PushTarget.parse("http://gateway.invalid:9091");
    InetSocketAddress proxy =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    new Pusher(
            target,
            metrics.registry(),
            new PushSettings(target, Duration.ofSeconds(2), always(proxy), null))
        .push();

    assertThat(take().getRequestLine())
        .isEqualTo("PUT http://gateway.invalid:9091/metrics/job/gitea-ci-autoscaler HTTP/1.1");
  }

  private Pusher pusher(String url) {
    PushTarget target = PushTarget.parse(url);
    return new Pusher(
        target, metrics.registry(), new PushSettings(target, Duration.ofSeconds(1), null, null));
  }

  private void pass(Pusher pusher, PassReport report) {
    new EventStream(List.of(metrics, pusher)).onPass(report);
  }

  private RecordedRequest take() throws InterruptedException {
    RecordedRequest request = server.takeRequest(5, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came");
    }
    return request;
  }

  private static String body(RecordedRequest request) {
    ByteString body = request.getBody();
    return body == null ? "" : body.utf8();
  }

  private static Set<String> jobsFamilies(Scrape scrape) {
    return scrape.samples().keySet().stream()
        .filter(name -> name.contains(GROUP) && !name.startsWith("push_"))
        .collect(Collectors.toSet());
  }

  /** The recorded series as a Pushgateway shows them: with the group's labels. */
  private static Set<String> recordedInTheGroup() throws IOException {
    try (var file = PusherTest.class.getResourceAsStream("/metrics/original-0.2.0-pushed.txt")) {
      return new Scrape(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .samples().keySet().stream()
              .filter(name -> !name.contains("node="))
              .map(PusherTest::inTheGroup)
              .collect(Collectors.toSet());
    }
  }

  private static String inTheGroup(String sample) {
    return sample.contains("{")
        ? sample.replace("{", "{" + GROUP + ",")
        : sample + "{" + GROUP + "}";
  }

  private static ProxySelector always(InetSocketAddress proxy) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return List.of(new Proxy(Proxy.Type.HTTP, proxy));
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, @Nullable IOException e) {}
    };
  }
}

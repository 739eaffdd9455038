package io.github.ciautoscaler.hetzner;

import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pools;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.fleet.ServerAccess;
import io.github.ciautoscaler.reconcile.ServerCloud.Order;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The scripted API that the tests of this room talk to, and the answers it gives. */
final class HetznerApi {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  /** Never reached, however busy the machine. */
  private static final Duration AGES = Duration.ofSeconds(20);

  static final HetznerSettings SETTINGS = within(AGES, AGES);

  private HetznerApi() {}

  /** With one key, which is not asked for. */
  static final ServerAccess OPS =
      new ServerAccess(List.of(), List.of(), List.of("ops"), true, true);

  static HetznerSettings within(Duration answer, Duration create) {
    return new HetznerSettings(answer, create, Duration.ofHours(1));
  }

  static Order order(String name, Offering offering, ServerAccess access) {
    return order(name, offering, access, "#cloud-config\n");
  }

  static Order order(String name, Offering offering, ServerAccess access, String userData) {
    return order(name, template(offering, "ubuntu-24.04", access), userData);
  }

  static MachineTemplate template(Offering offering, String image, ServerAccess access) {
    return new MachineTemplate(List.of(offering), image, access, Map.of(), Pools.K3S);
  }

  static Order order(String name, MachineTemplate template, String userData) {
    return new Order(
        name,
        template,
        template.offerings().getFirst(),
        Map.of("managed-by", "gitea-ci-autoscaler"),
        new Secret(userData));
  }

  /** A cloud that gives up early. */
  static HetznerCloud impatient(MockWebServer server) {
    Duration soon = Duration.ofMillis(500);
    return cloud(server, within(soon, soon), InstantSource.fixed(NOW));
  }

  static HetznerCloud cloud(MockWebServer server) {
    return cloud(server, SETTINGS, InstantSource.fixed(NOW));
  }

  static HetznerCloud cloud(MockWebServer server, HetznerSettings settings, InstantSource clock) {
    return new HetznerCloud(client(server.url("/v1").toString()), settings, clock);
  }

  static WebClient client(String baseUrl) {
    return client(baseUrl, AGES);
  }

  /**
   * @param responseTimeout what the client itself waits for an answer
   */
  static WebClient client(String baseUrl, Duration responseTimeout) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    JdkClientHttpConnector connector = new JdkClientHttpConnector(http);
    connector.setReadTimeout(responseTimeout);
    return WebClient.builder()
        .baseUrl(baseUrl)
        .defaultHeader("Authorization", "Bearer token-that-nobody-may-see")
        .clientConnector(connector)
        .build();
  }

  static MockResponse.Builder json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body);
  }

  static MockResponse ok(String body) {
    return json(200, body).build();
  }

  static MockResponse error(int status, String code, String message) {
    return json(status, errorBody(code, message, "null"))
        .addHeader("x-correlation-id", "c0ffee")
        .build();
  }

  static String errorBody(String code, String message, String details) {
    return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\",\"details\":%s}}"
        .formatted(code, message, details);
  }

  /** A page of servers with these ids. */
  static String page(Stream<Long> ids, String nextPage, String total) {
    String servers = ids.map(HetznerApi::server).collect(Collectors.joining(","));
    return """
    {"servers":[%s],"meta":{"pagination":{"page":1,"per_page":50,"previous_page":null,
    "next_page":%s,"last_page":null,"total_entries":%s}}}
    """
        .formatted(servers, nextPage, total);
  }

  /** The contract's server under another id. */
  static String server(long id) {
    ObjectNode server = (ObjectNode) JsonMapper.shared().readTree(fixture("server.json"));
    return server.put("id", id).put("name", "ci-runner-%08x".formatted(id)).toString();
  }

  static String fixture(String name) {
    try (InputStream in = HetznerApi.class.getResourceAsStream("/hetzner/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode sent(RecordedRequest request) {
    return JsonMapper.shared().readTree(text(request));
  }

  static String text(RecordedRequest request) {
    return Objects.requireNonNull(request.getBody()).utf8();
  }

  /** The next request that arrived, which must have been made already. */
  static RecordedRequest taken(MockWebServer server) throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(1, TimeUnit.SECONDS), "no request was made");
  }
}

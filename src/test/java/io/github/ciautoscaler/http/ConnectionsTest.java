package io.github.ciautoscaler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.http.Connections.Limits;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@Timeout(30)
class ConnectionsTest {

  private static final Limits IMPATIENT =
      new Limits(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(20));

  @StartStop public final MockWebServer server = new MockWebServer();

  private final Connections connections = new Connections(Map.of(), "1.2.3", Limits.USUAL);
  private final Connections impatient = new Connections(Map.of(), "1.2.3", IMPATIENT);

  @AfterEach
  void close() {
    connections.close();
    impatient.close();
  }

  @Test
  void aRequestSaysWhoWeAreAndCarriesTheToken() throws Exception {
    server.enqueue(new MockResponse.Builder().body("hello").build());

    assertThat(get(client(Token.fixed(new Secret("s3cret\n"))))).isEqualTo("hello");

    RecordedRequest request = server.takeRequest();
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("gitea-ci-autoscaler/1.2.3");
    assertThat(request.getHeaders().get("Upgrade")).isNull();
  }

  @Test
  void theTokenIsAskedForAtEveryRequest() throws Exception {
    AtomicReference<String> secret = new AtomicReference<>("old");
    WebClient client = client(token(secret::get, () -> false));
    server.enqueue(new MockResponse.Builder().build());
    server.enqueue(new MockResponse.Builder().build());

    get(client);
    secret.set("new");
    get(client);

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer old");
    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer new");
  }

  @Test
  void a401IsAskedOnceMoreWhenTheTokenChanged() throws Exception {
    AtomicReference<String> secret = new AtomicReference<>("old");
    WebClient client = client(token(secret::get, () -> !secret.getAndSet("new").equals("new")));
    server.enqueue(new MockResponse.Builder().code(401).body("{}").build());
    server.enqueue(new MockResponse.Builder().body("in").build());

    assertThat(client.post().uri("/x").bodyValue("order").exchangeToMono(this::text).block())
        .isEqualTo("200 in");

    assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer old");
    RecordedRequest second = server.takeRequest();
    assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer new");
    assertThat(second.getBody()).isNotNull().hasToString("[text=order]");
  }

  @Test
  void a401StaysWhenTheTokenIsTheSameAndIsNeverAskedThreeTimes() {
    WebClient same = client(token(() -> "t", () -> false));
    server.enqueue(new MockResponse.Builder().code(401).body("no").build());
    assertThat(get(same, "/same")).isEqualTo("401 no");
    assertThat(server.getRequestCount()).isEqualTo(1);

    WebClient changing = client(token(() -> "t", () -> true));
    server.enqueue(new MockResponse.Builder().code(401).body("no").build());
    server.enqueue(new MockResponse.Builder().code(401).body("still no").build());
    assertThat(get(changing, "/changing")).isEqualTo("401 still no");
    assertThat(server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aTokenThatNoHeaderCanHoldIsNotQuoted() {
    assertThatThrownBy(() -> get(client(Token.fixed(new Secret("hunter\n2")))))
        .hasMessageContaining("token")
        .message()
        .doesNotContain("hunter");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aServerThatNeverAnswersCostsTheDeadline() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertTimesOut(() -> get(hasty()));
  }

  @Test
  void aServerThatIsKnownToBeSlowIsWaitedForLonger() {
    server.enqueue(
        new MockResponse.Builder().headersDelay(1_500, TimeUnit.MILLISECONDS).body("late").build());
    WebClient slow =
        impatient.withToken(
            URI.create(server.url("/").toString()),
            Token.fixed(new Secret("t")),
            Duration.ofSeconds(15));

    assertThat(get(slow)).isEqualTo("late");
  }

  @Test
  void aListenerThatAcceptsAndIsSilentCostsTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      WebClient client =
          impatient.withoutToken(URI.create("http://127.0.0.1:" + silent.getLocalPort()));

      assertTimesOut(() -> get(client));
    }
  }

  @Test
  void aBodyThatDripsCostsTheDeadlineToo() {
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(1000))
            .throttleBody(1, 50, TimeUnit.MILLISECONDS)
            .build());

    assertTimesOut(() -> get(hasty()));
  }

  @Test
  void aPostMayTakeLonger() {
    server.enqueue(
        new MockResponse.Builder().body("made").headersDelay(1500, TimeUnit.MILLISECONDS).build());

    assertThat(hasty().post().uri("/x").exchangeToMono(this::text).block()).isEqualTo("200 made");
  }

  @Test
  void aClientWorksOnAfterACallWasCutOff() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    server.enqueue(
        new MockResponse.Builder()
            .body("x".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    server.enqueue(new MockResponse.Builder().body("fine").build());
    WebClient client = hasty();

    assertTimesOut(() -> get(client));
    assertThatThrownBy(() -> get(client)).isNotNull();
    assertThat(get(client)).isEqualTo("fine");
  }

  @Test
  void nobodyThereIsAConnectException() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    WebClient client = connections.withoutToken(URI.create("http://127.0.0.1:" + port));

    assertThatThrownBy(() -> get(client)).hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void redirectsAreNotFollowedSoThatNoTokenGoesAstray() {
    server.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", server.url("/other")).build());

    assertThat(get(plain(), "/x")).startsWith("302");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void basePathStaysAndUserInfoBecomesAHeader() throws Exception {
    server.enqueue(new MockResponse.Builder().build());
    URI base = URI.create("http://me:hunter2@127.0.0.1:" + server.getPort() + "/push/");

    connections.withoutToken(base).put().uri("/metrics/job/a").exchangeToMono(this::text).block();

    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/push/metrics/job/a");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic bWU6aHVudGVyMg==");
  }

  @Test
  void aFailureDoesNotShowTheUserInfo() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    URI base = URI.create("http://me:hunter2@127.0.0.1:" + port);

    assertThatThrownBy(() -> get(connections.withoutToken(base)))
        .satisfies(thrown ->
            assertThat(Throwables.getStackTrace(thrown))
                .contains("127.0.0.1")
                .doesNotContain("hunter2"));
  }

  @Test
  void tooManyWaitingCallsAreRefusedUnsentAndTheirPlacesAreGivenBack() throws Exception {
    Limits patient =
        new Limits(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20));
    try (Connections many = new Connections(Map.of(), "1", patient);
        ServerSocket silent = new ServerSocket(0, 200)) {
      WebClient client = many.withoutToken(URI.create("http://127.0.0.1:" + silent.getLocalPort()));
      List<Disposable> waiting = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        waiting.add(client.get().uri("/x").exchangeToMono(this::text).subscribe(_ -> {}, _ -> {}));
      }

      assertThatThrownBy(() -> get(client))
          .hasRootCauseInstanceOf(ConnectException.class)
          .hasMessageContaining("too many calls");

      waiting.forEach(Disposable::dispose);
      assertThatThrownBy(
              () -> client.get().uri("/x").exchangeToMono(this::text).block(Duration.ofMillis(500)))
          .message()
          .doesNotContain("too many calls");
    }
  }

  private static void assertTimesOut(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    long before = System.nanoTime();
    assertThatThrownBy(call).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
  }

  private WebClient hasty() {
    return impatient.withoutToken(server.url("/").uri());
  }

  private WebClient plain() {
    return connections.withoutToken(server.url("/").uri());
  }

  private WebClient client(Token token) {
    return connections.withToken(server.url("/").uri(), token);
  }

  private String get(WebClient client) {
    return get(client, "/x").replaceFirst("^200 ", "");
  }

  private String get(WebClient client, String path) {
    String answer = client.get().uri(path).exchangeToMono(this::text).block();
    return answer == null ? "" : answer;
  }

  private Mono<String> text(
      org.springframework.web.reactive.function.client.ClientResponse answer) {
    return answer
        .bodyToMono(String.class)
        .defaultIfEmpty("")
        .map(body -> answer.statusCode().value() + " " + body);
  }

  private static Token token(Supplier<String> secret, BooleanSupplier reload) {
    return new Token() {
      @Override
      public Secret current() {
        return new Secret(secret.get());
      }

      @Override
      public boolean reload() {
        return reload.getAsBoolean();
      }
    };
  }
}

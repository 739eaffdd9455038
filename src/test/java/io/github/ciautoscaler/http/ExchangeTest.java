package io.github.ciautoscaler.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** One request and its reply, or what broke it. */
@Timeout(60)
class ExchangeTest {

  private static final DateHeader DATE = new DateHeader(java.time.InstantSource.system());
  private static final Duration AGES = Duration.ofSeconds(20);
  private static final int LARGEST = 300_000;
  private static final String TOKEN = "token-that-nobody-may-see";

  record Thing(String fullName, long howMany) {}

  @StartStop public final MockWebServer server = new MockWebServer();

  @Test
  void a_reply_is_read_with_its_names_in_snake_case() {
    server.enqueue(answer(200, "{\"full_name\":\"a/b\",\"how_many\":3,\"news\":[1]}"));

    Reply reply = reply(exchange().get(uri -> uri.path("/things").build()));

    assertThat(reply.isOk()).isTrue();
    assertThat(reply.as(Thing.class)).contains(new Thing("a/b", 3));
  }

  @Test
  void a_request_appends_to_the_base_url_and_asks_for_json() throws Exception {
    server.enqueue(answer(200, "{}"));

    reply(exchange().get(uri -> uri.path("/things").queryParam("name", "{name}").build("a=b&c")));

    RecordedRequest asked = asked();
    assertThat(asked.getMethod()).isEqualTo("GET");
    assertThat(asked.getTarget()).isEqualTo("/base/things?name=a%3Db%26c");
    assertThat(asked.getHeaders().get("Accept")).isEqualTo("application/json");
  }

  @Test
  void a_body_goes_as_json_in_snake_case() throws Exception {
    server.enqueue(answer(201, "{}"));

    reply(exchange().send(HttpMethod.POST, uri -> uri.path("/x").build(), new Thing("a/b", 3)));

    RecordedRequest asked = asked();
    assertThat(asked.getMethod()).isEqualTo("POST");
    assertThat(asked.getHeaders().get("Content-Type")).isEqualTo("application/json");
    assertThat(requireNonNull(asked.getBody()).utf8())
        .isEqualTo("{\"full_name\":\"a/b\",\"how_many\":3}");
  }

  @Test
  void a_delete_without_content_is_a_reply() throws Exception {
    server.enqueue(new MockResponse.Builder().code(204).build());

    Reply reply = reply(exchange().delete(uri -> uri.path("/x/{id}").build(Map.of("id", 7))));

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.isOk()).isTrue();
    assertThat(reply.body()).isEmpty();
    assertThat(reply.as(Thing.class)).isEmpty();
    assertThat(asked().getTarget()).isEqualTo("/base/x/7");
  }

  @Test
  void an_error_page_is_a_reply_like_any_other() {
    server.enqueue(answer(502, "<html>Bad gateway</html>"));

    Reply reply = reply(get());

    assertThat(reply.isOk()).isFalse();
    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.as(Thing.class)).isEmpty();
    assertThat(new String(reply.body(), UTF_8)).isEqualTo("<html>Bad gateway</html>");
  }

  @Test
  void a_redirect_is_not_followed() {
    server.enqueue(
        new MockResponse.Builder().code(302).addHeader("Location", "/elsewhere").build());

    Reply reply = reply(get());

    assertThat(reply.status()).isEqualTo(302);
    assertThat(reply.header("location")).isEqualTo("/elsewhere");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void the_word_null_is_told_from_nothing() {
    server.enqueue(answer(200, " null\n"));
    server.enqueue(answer(200, ""));

    assertThat(reply(get()).isNull()).isTrue();
    assertThat(reply(get()).isNull()).isFalse();
  }

  @Test
  void a_reply_says_how_long_to_wait() {
    server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "30").build());
    server.enqueue(new MockResponse.Builder().code(429).build());

    assertThat(reply(get()).retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(reply(get()).retryAfter()).isNull();
  }

  @Test
  void a_reply_of_the_largest_size_is_read_and_a_larger_one_is_not() {
    server.enqueue(answer(200, "x".repeat(LARGEST)));
    server.enqueue(answer(200, "x".repeat(LARGEST + 1)));

    assertThat(reply(get()).body()).hasSize(LARGEST);
    assertThat(Fault.of(broken(get()))).isEqualTo(Fault.TOO_LARGE);
  }

  @Test
  void a_server_that_is_not_there_was_sent_nothing() {
    Exchange exchange = exchange(server.url("/").toString(), AGES);
    server.close();

    assertThat(Fault.of(broken(exchange.get(uri -> uri.path("/x").build()))))
        .isEqualTo(Fault.NOT_SENT);
  }

  @Test
  void a_name_that_nobody_has_was_sent_nothing() {
    Exchange exchange = exchange("http://nobody.invalid", AGES);

    assertThat(Fault.of(broken(exchange.get(uri -> uri.path("/x").build()))))
        .isEqualTo(Fault.NOT_SENT);
  }

  @Test
  void a_server_that_is_silent_may_have_done_what_was_asked() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    Throwable thrown =
        broken(
            exchange(server.url("/base").toString(), Duration.ofMillis(300))
                .get(uri -> uri.path("/x").build()));

    assertThat(Fault.of(thrown)).isEqualTo(Fault.TIMED_OUT);
  }

  @Test
  void a_connection_that_breaks_is_cut_off_and_nothing_is_sent_again() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(answer(200, "{}"));

    Throwable thrown =
        broken(exchange().send(HttpMethod.POST, uri -> uri.path("/x").build(), Map.of("a", 1)));

    assertThat(Fault.of(thrown)).isEqualTo(Fault.CUT_OFF);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void only_io_errors_are_quotable_so_that_no_message_shows_the_token() {
    Exchange exchange =
        new Exchange(
            client(server.url("/").toString(), AGES)
                .mutate()
                .defaultHeader("Authorization", "Bearer " + TOKEN + "\n")
                .build(),
            LARGEST,
            DATE);

    Throwable thrown = broken(exchange.get(uri -> uri.path("/x").build()));

    assertThat(thrown.toString() + thrown.getCause()).contains(TOKEN);
    assertThat(Fault.of(thrown)).isEqualTo(Fault.NOT_SENT);
    assertThat(Fault.quotable(thrown)).isEmpty();
  }

  @Test
  void the_debug_log_shows_neither_what_is_sent_nor_what_comes() {
    server.enqueue(answer(200, "{\"full_name\":\"secret-that-comes\",\"how_many\":1}"));
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger spring = (Logger) LoggerFactory.getLogger("org.springframework");
    spring.setLevel(Level.DEBUG);
    spring.addAppender(lines);
    try {
      Thing sent = new Thing("secret-that-is-sent", 1);
      reply(exchange().send(HttpMethod.POST, uri -> uri.path("/x").build(), sent));
    } finally {
      spring.detachAppender(lines);
      spring.setLevel(null);
    }

    assertThat(lines.list)
        .isNotEmpty()
        .extracting(ILoggingEvent::getFormattedMessage)
        .anyMatch(line -> line.contains("/base/x"))
        .noneMatch(line -> line.contains("secret"));
  }

  private Mono<Reply> get() {
    return exchange().get(uri -> uri.path("/x").build());
  }

  private Exchange exchange() {
    return exchange(server.url("/base").toString(), AGES);
  }

  private static Exchange exchange(String base, Duration patience) {
    return new Exchange(client(base, patience), LARGEST, DATE);
  }

  private static WebClient client(String base, Duration patience) {
    JdkClientHttpConnector connector =
        new JdkClientHttpConnector(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(AGES)
                .build());
    connector.setReadTimeout(patience);
    return WebClient.builder().baseUrl(base).clientConnector(connector).build();
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }

  private static Reply reply(Mono<Reply> exchange) {
    return requireNonNull(exchange.block());
  }

  private static Throwable broken(Mono<Reply> exchange) {
    return requireNonNull(catchThrowable(exchange::block));
  }

  private RecordedRequest asked() throws InterruptedException {
    return requireNonNull(server.takeRequest(1, TimeUnit.SECONDS));
  }
}

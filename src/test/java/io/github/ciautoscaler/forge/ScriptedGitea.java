package io.github.ciautoscaler.forge;

import static java.util.Objects.requireNonNull;

import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Gitea's side of the tests, and the forge that talks to it. */
final class ScriptedGitea {

  static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  private static final Duration AGES = Duration.ofSeconds(20);

  private ScriptedGitea() {}

  static GiteaForge forge(MockWebServer server) {
    return forge(server, AGES);
  }

  static GiteaForge forge(MockWebServer server, Duration patience) {
    return forge(server.url("/").toString(), patience);
  }

  /** Forgejo's side, for runners with these labels. */
  static ForgejoForge forgejo(MockWebServer server, String... labels) {
    return new ForgejoForge(
        client(server.url("/").toString(), AGES), () -> Set.of(labels), clock());
  }

  /** Whichever side it turns out to be. */
  static DetectedForge detected(MockWebServer server, String... labels) {
    return new DetectedForge(
        client(server.url("/").toString(), AGES), () -> Set.of(labels), clock());
  }

  /** What makes the webhook there. */
  static SystemHook hook(MockWebServer server, String... secrets) {
    return new SystemHook(
        client(server.url("/").toString(), AGES),
        () -> Stream.of(secrets).map(Secret::new).toList(),
        clock());
  }

  static GiteaForge forge(String baseUrl, Duration patience) {
    return new GiteaForge(client(baseUrl, patience), clock());
  }

  /** One scope of it. */
  static JoinedForge.Part part(MockWebServer server, String scope, String token) {
    ForgeScope of = requireNonNull(ForgeScope.parse(scope), scope);
    WebClient client =
        client(server.url("/").toString(), AGES)
            .mutate()
            .defaultHeader("Authorization", "token " + token)
            .build();
    return new JoinedForge.Part(of, new GiteaForge(client, of, clock()));
  }

  /** Goes on by a second each time that it is read, from {@link #START}. */
  private static InstantSource clock() {
    AtomicLong seconds = new AtomicLong();
    return () -> START.plusSeconds(seconds.getAndIncrement());
  }

  private static WebClient client(String baseUrl, Duration patience) {
    JdkClientHttpConnector connector =
        new JdkClientHttpConnector(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(AGES)
                .build());
    connector.setReadTimeout(patience);
    String base = baseUrl.replaceFirst("/$", "");
    return WebClient.builder().baseUrl(base).clientConnector(connector).build();
  }

  static void dispatch(MockWebServer server, Function<RecordedRequest, MockResponse> script) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return script.apply(request);
          }
        });
  }

  static int page(RecordedRequest request) {
    return Integer.parseInt(requireNonNull(request.getUrl().queryParameter("page")));
  }

  /** A page of a list that holds still. */
  static MockResponse jobsOf(RecordedRequest request, List<Long> all, int pageSize) {
    int from = Math.min(all.size(), (page(request) - 1) * pageSize);
    return jobs(all.subList(from, Math.min(all.size(), from + pageSize)), all.size());
  }

  static MockResponse jobs(List<Long> ids, long total) {
    String rows =
        ids.stream()
            .map(id -> "{\"id\":" + id + ",\"name\":\"j\",\"labels\":[\"linux\"],\"runner_id\":7}")
            .collect(Collectors.joining(","));
    return json("{\"jobs\":[" + rows + "],\"total_count\":" + total + "}");
  }

  static MockResponse runners(List<Long> ids, long total) {
    String rows =
        ids.stream()
            .map(id -> "{\"id\":" + id + ",\"name\":\"r" + id + "\",\"status\":\"online\"}")
            .collect(Collectors.joining(","));
    return json("{\"runners\":[" + rows + "],\"total_count\":" + total + "}");
  }

  static List<Long> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json;charset=utf-8")
        .body(body)
        .build();
  }

  static MockResponse status(int code, String body) {
    return new MockResponse.Builder().code(code).body(body).build();
  }
}

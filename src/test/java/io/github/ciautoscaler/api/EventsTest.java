package io.github.ciautoscaler.api;

import static io.github.ciautoscaler.api.ApiTestApplication.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What happened, of one machine and as a stream. */
@ApiTest
@Timeout(60)
class EventsTest {

  private final Http http;
  private final int port;
  private final EventStream passes;

  @Autowired
  EventsTest(@LocalServerPort int port, EventStream passes) {
    this.http = new Http(port);
    this.port = port;
    this.passes = passes;
  }

  @Test
  void a_machine_has_a_story_also_when_it_is_gone() {
    passes.onPass(SampleReports.full().build());
    passes.onPass(ReportBuilder.at(NOW.plusSeconds(5)).build());

    JsonNode story = http.get("/api/machines/ci-runner-00000001/events").json();

    assertThat(story.path("gone").asString()).isEqualTo("2026-11-23T10:00:05Z");
    assertThat(story.path("events").valueStream().map(it -> it.path("type").asString()).toList())
        .contains("Recorded", "MachineAppeared", "Reason", "MachineGone");
    assertThat(http.get("/api/machines/nobody/events").problem()).isEqualTo("not-found");
  }

  @Test
  void who_follows_is_told_and_who_comes_back_misses_nothing() throws IOException {
    passes.onPass(SampleReports.full().build());
    String id;
    try (BufferedReader stream = open("")) {
      stream.readLine();
      passes.onPass(ReportBuilder.at(NOW.plusSeconds(5)).build());
      id = line(stream, "id: ");
      assertThat(line(stream, "data: ")).contains("\"at\":\"2026-11-23T10:00:05Z\"");
    }
    passes.onPass(SampleReports.fullAt(NOW.plusSeconds(10)).build());

    try (BufferedReader stream = open(id)) {
      String next = line(stream, "id: ");
      assertThat(number(next)).isEqualTo(number(id) + 1);
    }
  }

  @Test
  void an_id_of_another_process_brings_all_that_is_kept() throws IOException {
    passes.onPass(SampleReports.full().build());

    try (BufferedReader stream = open("another-7")) {
      assertThat(number(line(stream, "id: "))).isPositive();
    }
  }

  @Test
  void streams_are_bounded_and_clients_that_never_read_hold_up_no_pass() throws Exception {
    List<BufferedReader> open = new ArrayList<>();
    try {
      int status = 200;
      while (status == 200 && open.size() <= EventsController.MOST_STREAMS) {
        HttpResponse<InputStream> answer = send("");
        status = answer.statusCode();
        open.add(reader(answer));
      }
      assertThat(status).isEqualTo(503);

      long before = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        passes.onPass(SampleReports.fullAt(NOW.plusSeconds(20 + i)).build());
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    } finally {
      for (BufferedReader one : open) {
        one.close();
      }
    }
  }

  private BufferedReader open(String lastId) throws IOException {
    try {
      HttpResponse<InputStream> answer = send(lastId);
      assertThat(answer.statusCode()).isEqualTo(200);
      return reader(answer);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpResponse<InputStream> send(String lastId) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/events"))
            .header("Accept", "text/event-stream");
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static BufferedReader reader(HttpResponse<InputStream> answer) {
    return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  /** The rest of the next line that begins so. */
  private static String line(BufferedReader stream, String beginning) throws IOException {
    for (String line = stream.readLine(); line != null; line = stream.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("the stream ended");
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(id.indexOf('-') + 1));
  }
}

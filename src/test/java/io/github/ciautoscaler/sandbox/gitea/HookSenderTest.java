package io.github.ciautoscaler.sandbox.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated forge delivers its webhooks over HTTP, and loses what it is told to lose. */
@Timeout(60)
class HookSenderTest {

  private static final String HOOKS = "/api/v1/admin/hooks";

  @StartStop public final MockWebServer server = new MockWebServer();

  private final World world = new World(WorldSettings.standard(1));
  private final ForgeFace face = ForgeFace.of(world.forge(), "1.26.3", "admin", "reader");
  private final HookSender sender = HookSender.of(world, face.hooks());
  private final Asking forge = new Asking(face, "admin");

  @BeforeEach
  void answering() {
    for (int i = 0; i < 5; i++) {
      server.enqueue(new MockResponse.Builder().code(202).build());
    }
  }

  @AfterEach
  void end() {
    sender.close();
  }

  private int create() {
    String body =
        """
        {"type": "gitea", "active": true, "events": ["workflow_job"], "config": {"url": "%s",
         "content_type": "json", "secret": "s3cret", "is_system_webhook": "true"}}
        """
            .formatted(server.url("/hooks/forge"));
    return forge.ask("POST", HOOKS, body).status();
  }

  private long push() {
    long job =
        world
            .forge()
            .submit(
                world.forge().repos().getFirst(),
                List.of(JobSpec.of("build", Duration.ofMinutes(5), "linux")))
            .getFirst()
            .id();
    world.advance(Duration.ofMillis(10));
    return job;
  }

  private @Nullable RecordedRequest delivered() throws InterruptedException {
    return server.takeRequest(5, TimeUnit.SECONDS);
  }

  private RecordedRequest mustCome() throws InterruptedException {
    return Objects.requireNonNull(delivered(), "no delivery came");
  }

  private static String id(RecordedRequest request) {
    return String.valueOf(request.getHeaders().get("X-Gitea-Delivery"));
  }

  private static JsonNode body(RecordedRequest request) {
    return new JsonMapper().readTree(Objects.requireNonNull(request.getBody()).utf8());
  }

  @Test
  void announces_a_queued_job_signed() throws Exception {
    assertThat(create()).isEqualTo(201);
    long job = push();
    RecordedRequest delivery = mustCome();

    assertThat(delivery.getHeaders().get("X-Gitea-Event")).isEqualTo("workflow_job");
    assertThat(delivery.getHeaders().get("X-Gitea-Signature")).matches("[0-9a-f]{64}");
    assertThat(body(delivery).path("action").asString()).isEqualTo("queued");
    assertThat(body(delivery).at("/workflow_job/id").asLong()).isEqualTo(job);
    assertThat(body(delivery).at("/repository/full_name").asString()).isEqualTo("acme/shop");
  }

  @Test
  void loses_doubles_delays_and_forges_as_it_is_told() throws Exception {
    create();
    sender.trouble(HookSender.Trouble.LOST, 1);
    push();
    sender.trouble(HookSender.Trouble.FORGED, 1);
    push();

    // They are on the way together.
    assertThat(List.of(id(mustCome()), id(mustCome())))
        .containsExactlyInAnyOrder("00000002-sandbox", "00000002-sandbox-forged");
    sender.trouble(HookSender.Trouble.DOUBLED, 1);
    push();
    String once = mustCome().getHeaders().get("X-Gitea-Delivery");
    world.advance(Duration.ofMinutes(2));
    assertThat(mustCome().getHeaders().get("X-Gitea-Delivery")).isEqualTo(once);
    sender.trouble(HookSender.Trouble.LATE, 1);
    long late = push();
    assertThat(server.getRequestCount()).isEqualTo(4);
    world.advance(Duration.ofMinutes(2));
    assertThat(body(mustCome()).at("/workflow_job/id").asLong()).isEqualTo(late);
  }

  @Test
  void lists_changes_and_deletes_hooks_and_shows_no_secret() {
    create();

    assertThat(forge.get(HOOKS + "?type=system&page=1&limit=50").body())
        .contains("\"id\":1", "workflow_job")
        .doesNotContain("s3cret");
    assertThat(forge.ask("PATCH", HOOKS + "/1", "{\"active\":false}").status()).isEqualTo(200);
    push();
    assertThat(face.hooks().of("workflow_job")).isEmpty();
    assertThat(forge.ask("PATCH", HOOKS + "/9", "{}").status()).isEqualTo(404);
    assertThat(forge.ask("DELETE", HOOKS + "/1", "").status()).isEqualTo(204);
    assertThat(forge.ask("DELETE", HOOKS + "/1", "").status()).isEqualTo(404);
  }

  @Test
  void refuses_a_hook_without_an_address_and_a_token_that_may_only_read() {
    assertThat(forge.ask("POST", HOOKS, "{}").status()).isEqualTo(422);
    assertThat(new Asking(face, "reader").ask("POST", HOOKS, "{}").status()).isEqualTo(403);
    assertThat(new Asking(face, "nobody").get(HOOKS).status()).isEqualTo(401);
  }
}

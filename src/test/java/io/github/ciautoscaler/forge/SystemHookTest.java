package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.HookInstaller;
import io.github.ciautoscaler.reconcile.HookInstaller.Change;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Creating and repairing the system webhook, and what the forge says against it. */
@Timeout(60)
class SystemHookTest {

  private static final String PUBLIC = "https://ci.example.com/hooks/forge";
  private static final String INSIDE = "http://autoscaler.ci.svc:8080/hooks/forge";
  private static final String SECRET = "the-first-secret-of-ours";

  @StartStop public final MockWebServer server = new MockWebServer();

  private final List<RecordedRequest> asked = new ArrayList<>();
  private String version = "1.27.3";
  private String hooks = "[]";
  private MockResponse written = ScriptedGitea.json("{\"id\":3}");

  private HookInstaller.Answer install(String target, boolean dryRun) {
    ScriptedGitea.dispatch(server, this::answer);
    return ScriptedGitea.hook(server, SECRET, "the-old-one").install(URI.create(target), dryRun);
  }

  private HookInstaller.Done done(String target) {
    return (HookInstaller.Done) install(target, false);
  }

  private MockResponse answer(RecordedRequest request) {
    String path = Objects.requireNonNull(request.getUrl()).encodedPath();
    if (path.endsWith("/version")) {
      boolean forgejo = path.contains("/forgejo/");
      return forgejo && !version.contains("+gitea")
          ? ScriptedGitea.status(404, "404 page not found")
          : ScriptedGitea.json("{\"version\":\"" + version + "\"}");
    }
    asked.add(request);
    return request.getMethod().equals("GET") ? ScriptedGitea.json(hooks) : written;
  }

  private JsonNode sent() {
    return new JsonMapper().readTree(Objects.requireNonNull(asked.getLast().getBody()).utf8());
  }

  @Test
  void where_there_is_none_one_is_created_as_gitea_needs_it() {
    HookInstaller.Done done = done(PUBLIC);

    assertThat(done.change()).isEqualTo(Change.CREATED);
    assertThat(done.hook()).isEqualTo(3);
    assertThat(asked.getFirst().getUrl().query()).isEqualTo("type=system&page=1&limit=50");
    assertThat(asked.getLast().getMethod()).isEqualTo("POST");
    assertThat(sent())
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"type": "gitea", "active": true, "events": ["workflow_job"],
                     "config": {"url": "https://ci.example.com/hooks/forge",
                                "content_type": "json", "is_system_webhook": "true",
                                "secret": "the-first-secret-of-ours"}}
                    """));
    assertThat(String.join(" ", done.details())).doesNotContain("private", SECRET);
  }

  @Test
  void one_of_ours_is_repaired_and_what_was_wrong_is_said() {
    hooks =
        """
        [{"id": 1, "config": {"url": "https://chat.example.com/"}, "events": ["push"]},
         {"id": 7, "active": false, "events": ["push"],
          "config": {"url": "http://old.example.com/hooks/forge", "content_type": "form"}}]
        """;
    HookInstaller.Done done = done(PUBLIC);

    assertThat(done.change()).isEqualTo(Change.REPAIRED);
    assertThat(asked.getLast().getMethod()).isEqualTo("PATCH");
    assertThat(asked.getLast().getUrl().encodedPath()).isEqualTo("/api/v1/admin/hooks/7");
    assertThat(done.details())
        .contains(
            "It delivered to another address.",
            "It was switched off.",
            "It lacked the events workflow_job.",
            "Its content type was not application/json.");
  }

  @Test
  void one_that_looks_right_is_given_the_secret_anew() {
    hooks =
        """
        [{"id": 7, "active": true, "events": ["workflow_job"],
          "config": {"url": "https://ci.example.com/hooks/forge", "content_type": "json"}}]
        """;

    assertThat(done(PUBLIC).details()).hasSize(1).first().asString().contains("lastDelivery");
    assertThat(sent().at("/config/secret").asString()).isEqualTo(SECRET);
  }

  @Test
  void of_several_the_others_are_named() {
    hooks =
        """
        [{"id": 7, "config": {"url": "http://a/hooks/forge"}},
         {"id": 8, "config": {"url": "http://b/hooks/forge"}}]
        """;

    assertThat(done(PUBLIC).details()).first().asString().contains("2 hooks", "all but 7");
  }

  @Test
  void a_dry_run_writes_nothing() {
    HookInstaller.Done done = (HookInstaller.Done) install(PUBLIC, true);

    assertThat(done.change()).isEqualTo(Change.CREATED);
    assertThat(done.hook()).isZero();
    assertThat(asked).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.27.3, [webhook] ALLOWED_HOST_LIST = 'external,autoscaler.ci.svc'",
    "28.1.0, [security] ALLOWED_HOST_LIST = autoscaler.ci.svc:8080"
  })
  void a_private_address_is_explained_with_the_line_to_add(String forge, String line) {
    version = forge;

    assertThat(String.join(" ", done(INSIDE).details())).contains(line.replace("'", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.5:8080",
        "http://192.168.1.4",
        "http://172.20.1.1",
        "http://100.64.0.9",
        "http://localhost:8080",
        "http://autoscaler",
        "http://a.b.svc.cluster.local",
        "http://[fd00::1]:8080",
        "http://ci.internal"
      })
  void so_is_every_other_private_one(String target) {
    assertThat(String.join(" ", done(target + "/hooks/forge").details()))
        .contains("ALLOWED_HOST_LIST");
  }

  @Test
  void forgejo_gets_the_events_that_it_has() {
    version = "15.0.9+gitea-1.22.0";
    HookInstaller.Done done = done(PUBLIC);

    assertThat(sent().path("type").asString()).isEqualTo("forgejo");
    assertThat(done.events()).containsExactly("pull_request", "push");
    assertThat(done.details()).first().asString().contains("announces no queued job");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | token does not have at least one of required scope(s) | write:admin",
        "401 | invalid username, password or token | write:admin",
        "422 | webhook can only call allowed HTTP servers (check your security.ALLOWED_HOST_LIST"
            + " setting), deny 'autoscaler.ci.svc(10.1.2.3)' | external,autoscaler.ci.svc",
        "422 | blocked by EGRESS_MODE | = autoscaler.ci.svc:8080",
        "500 | | 500"
      })
  void what_the_forge_says_against_it_is_explained(int status, String said, String mend) {
    written = ScriptedGitea.status(status, "{\"message\":\"" + (said == null ? "" : said) + "\"}");

    assertThat(install(INSIDE, false))
        .isInstanceOfSatisfying(
            HookInstaller.Refused.class,
            refused -> assertThat(refused.message()).contains(mend).doesNotContain(SECRET));
  }

  @Test
  void without_a_secret_nothing_is_asked() {
    ScriptedGitea.dispatch(server, this::answer);

    assertThat(ScriptedGitea.hook(server).install(URI.create(PUBLIC), false))
        .isInstanceOf(HookInstaller.Refused.class);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void a_forge_that_is_not_there_is_unreachable() {
    version = "";

    assertThat(install(PUBLIC, false)).isInstanceOf(HookInstaller.Unreachable.class);
  }
}

package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Job;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Runner;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several scopes as one forge, each with its own token. */
@Timeout(60)
class JoinedForgeTest {

  @StartStop public final MockWebServer server = new MockWebServer();

  private final Map<String, Function<RecordedRequest, MockResponse>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  @Test
  void what_two_scopes_show_is_one_and_each_is_asked_with_its_own_token() {
    jobs("/orgs/acme", 1L, 2L);
    jobs("/repos/globex/site", 2L, 3L);
    runners("/orgs/acme", row(7, "online", false, false));
    runners("/repos/globex/site", row(7, "offline", false, true), row(8, "online", false, false));
    JoinedForge forge = joined("org:acme", "repo:globex/site");

    assertThat(complete(forge.queued())).extracting(Job::id).containsExactly(1L, 2L, 3L);
    List<Runner> rows = complete(forge.runners());
    assertThat(rows).extracting(Runner::id).containsExactly(7L, 8L);
    assertThat(rows.getFirst().isUsable()).as("one look says that it takes jobs").isTrue();
    assertThat(asked)
        .contains(
            "GET /api/v1/orgs/acme/actions/runners token of-org:acme",
            "GET /api/v1/repos/globex/site/actions/runners token of-repo:globex/site");
  }

  @Test
  void one_scope_that_cannot_be_read_leaves_the_rest_as_a_part_that_ends_nothing() {
    jobs("/orgs/acme", 1L);
    runners("/orgs/acme", row(7, "online", false, false));
    answers.put(
        "/orgs/gone/", _ -> ScriptedGitea.status(404, "{\"message\":\"no such organisation\"}"));
    JoinedForge forge = joined("org:acme", "org:gone");

    Reading.Partial<List<Job>> queued = partial(forge.queued());
    assertThat(queued.value()).extracting(Job::id).containsExactly(1L);
    assertThat(queued.problem()).startsWith("org:gone: ").contains("404").contains("renamed");
    assertThat(partial(forge.running()).problem()).contains("org:gone");
    assertThat(partial(forge.runners()).problem()).contains("org:gone");
    assertThat(forge.blocked()).isInstanceOf(Reading.Failed.class);
  }

  @Test
  void where_no_scope_can_be_read_each_is_named_and_nothing_is_empty() {
    answers.put("/orgs/a/", _ -> ScriptedGitea.status(401, "{\"message\":\"bad token\"}"));
    answers.put("/orgs/b/", _ -> ScriptedGitea.status(403, "{\"message\":\"not an owner\"}"));

    Reading<List<Runner>> runners = joined("org:a", "org:b").runners();

    assertThat(runners)
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Reading.Trouble.UNAUTHORIZED);
              assertThat(failed.problem())
                  .contains("org:a: ", "FORGE_SCOPE_TOKENS", "org:b: ", "write:organization");
            });
  }

  @Test
  void a_runner_is_changed_through_the_scope_that_showed_it() {
    runners("/orgs/acme", row(7, "online", false, false));
    runners("/repos/globex/site", row(8, "online", false, true));
    JoinedForge forge = joined("org:acme", "repo:globex/site");
    complete(forge.runners());

    assertThat(forge.disable(8)).isEqualTo(new Outcome.Done());
    assertThat(forge.delete(7)).isEqualTo(new Outcome.Done());

    assertThat(asked)
        .contains("PATCH /api/v1/repos/globex/site/actions/runners/8 token of-repo:globex/site")
        .contains("DELETE /api/v1/orgs/acme/actions/runners/7 token of-org:acme")
        .noneMatch(line -> line.contains("/orgs/acme/actions/runners/8"));
  }

  @Test
  void one_that_no_list_shows_is_asked_for_in_each_and_gone_where_none_has_it() {
    String gone = "{\"message\":\"Runner not found\"}";
    answers.put("/orgs/acme/actions/runners/9", _ -> ScriptedGitea.status(404, gone));
    answers.put("/orgs/b/actions/runners/9", _ -> ScriptedGitea.status(404, gone));
    JoinedForge forge = joined("org:acme", "org:b");

    assertThat(forge.delete(9)).isEqualTo(new Outcome.Gone());

    answers.put("/orgs/b/actions/runners/9", _ -> ScriptedGitea.status(403, gone));
    assertThat(forge.delete(9)).isInstanceOf(Outcome.Forbidden.class);
    answers.remove("/orgs/b/actions/runners/9");
    assertThat(forge.delete(9)).isEqualTo(new Outcome.Done());
  }

  @Test
  void blocked_jobs_of_a_repository_inside_another_scope_count_once() {
    jobs("/orgs/acme", 1L, 2L);
    jobs("/repos/acme/shop", 2L);
    jobs("/repos/globex/site", 3L);

    assertThat(complete(joined("org:acme", "repo:acme/shop", "repo:globex/site").blocked()))
        .isEqualTo(3);
    assertThat(asked).noneMatch(line -> line.contains("/repos/acme/shop"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.25.5", "1.27.3"})
  void every_runner_is_seen_where_one_scope_is_the_whole_forge(String version) {
    answers.put("/forgejo/v1/version", _ -> ScriptedGitea.status(404, ""));
    answers.put("/api/v1/version", _ -> ScriptedGitea.json("{\"version\":\"" + version + "\"}"));

    ForgeInfo both = complete(joined("org:acme", "admin").describe());

    assertThat(both.can(Capability.EVERY_RUNNER)).isTrue();
    assertThat(both.can(Capability.DISABLE_RUNNER)).isEqualTo(version.equals("1.27.3"));
    assertThat(complete(joined("org:acme", "org:b").describe()).can(Capability.EVERY_RUNNER))
        .isFalse();
  }

  private JoinedForge joined(String... scopes) {
    ScriptedGitea.dispatch(server, this::answer);
    List<JoinedForge.Part> parts = new ArrayList<>();
    for (String scope : scopes) {
      parts.add(ScriptedGitea.part(server, scope, "of-" + scope));
    }
    return new JoinedForge(parts);
  }

  private synchronized MockResponse answer(RecordedRequest request) {
    String path = request.getUrl().encodedPath();
    asked.add(request.getMethod() + " " + path + " " + request.getHeaders().get("Authorization"));
    return answers.entrySet().stream()
        .filter(one -> path.contains(one.getKey()))
        .findFirst()
        .map(one -> one.getValue().apply(request))
        .orElseGet(() -> otherwise(request));
  }

  private static MockResponse otherwise(RecordedRequest request) {
    return switch (request.getMethod()) {
      case "PATCH" -> ScriptedGitea.json(row(8, "online", false, true));
      case "DELETE" -> ScriptedGitea.status(204, "");
      default ->
          request.getUrl().encodedPath().endsWith("/jobs")
              ? ScriptedGitea.jobs(List.of(), 0)
              : ScriptedGitea.runners(List.of(), 0);
    };
  }

  private void jobs(String scope, Long... ids) {
    answers.put(scope + "/actions/jobs", _ -> ScriptedGitea.jobs(List.of(ids), ids.length));
  }

  private void runners(String scope, String... rows) {
    String body =
        "{\"runners\":[" + String.join(",", rows) + "],\"total_count\":" + rows.length + "}";
    answers.put(
        scope + "/actions/runners",
        request -> {
          boolean isList = request.getUrl().encodedPath().endsWith("/runners");
          return isList ? ScriptedGitea.json(body) : otherwise(request);
        });
  }

  private static String row(long id, String status, boolean busy, boolean disabled) {
    return "{\"id\":%d,\"name\":\"r%d\",\"status\":\"%s\",\"busy\":%s,\"disabled\":%s}"
        .formatted(id, id, status, busy, disabled);
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<T>) reading).value();
  }

  private static <T> Reading.Partial<T> partial(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Partial.class);
    return (Reading.Partial<T>) reading;
  }
}

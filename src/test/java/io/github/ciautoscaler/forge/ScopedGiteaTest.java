package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Failed;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import io.github.ciautoscaler.reconcile.Forge;
import io.github.ciautoscaler.reconcile.Outcome;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One scope narrower than the whole forge: where it is asked, and what is said when it refuses. */
@Timeout(60)
class ScopedGiteaTest {

  private static final String ROW =
      "{\"id\":7,\"name\":\"r7\",\"status\":\"online\",\"disabled\":true}";

  @StartStop public final MockWebServer server = new MockWebServer();

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "admin, /api/v1/admin",
    "org:Acme, /api/v1/orgs/acme",
    "user:alice, /api/v1/user",
    "repo:Acme/Shop, /api/v1/repos/acme/shop"
  })
  void each_scope_is_read_and_changed_below_its_own_path(String scope, String root) {
    serve("alice");
    Forge forge = forge(scope);

    assertThat(complete(forge.queued())).hasSize(1);
    assertThat(complete(forge.running())).hasSize(1);
    assertThat(complete(forge.runners())).hasSize(1);
    assertThat(complete(forge.blocked())).isEqualTo(1);
    assertThat(forge.disable(7)).isEqualTo(new Outcome.Done());
    assertThat(forge.delete(7)).isEqualTo(new Outcome.Done());

    assertThat(asked)
        .filteredOn(line -> !line.endsWith("/api/v1/user"))
        .allMatch(line -> line.contains(" " + root + "/actions/"))
        .contains("PATCH " + root + "/actions/runners/7", "DELETE " + root + "/actions/runners/7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"org:acme", "user:alice", "repo:acme/shop"})
  void a_narrower_scope_does_not_see_every_runner(String scope) {
    ScriptedGitea.dispatch(
        server,
        request ->
            request.getUrl().encodedPath().endsWith("/forgejo/v1/version")
                ? ScriptedGitea.status(404, "")
                : ScriptedGitea.json("{\"version\":\"1.27.3\"}"));

    ForgeInfo narrow = complete(forge(scope).describe());

    assertThat(narrow.can(Capability.DISABLE_RUNNER)).isTrue();
    assertThat(narrow.can(Capability.EVERY_RUNNER)).isFalse();
    assertThat(complete(forge("admin").describe()).can(Capability.EVERY_RUNNER)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "admin, write:admin",
    "org:acme, write:organization",
    "user:alice, write:user",
    "repo:acme/shop, write:repository"
  })
  void a_missing_right_is_named(String scope, String right) {
    answer(403, "{\"message\":\"token does not have at least one of required scope(s)\"}");

    assertThat(failed(forge(scope).runners()).trouble()).isEqualTo(Trouble.FORBIDDEN);
    assertThat(failed(forge(scope).queued()).problem()).contains(right);
    assertThat(forge(scope).disable(7))
        .isInstanceOfSatisfying(
            Outcome.Forbidden.class, outcome -> assertThat(outcome.message()).contains(right));
  }

  @ParameterizedTest
  @CsvSource({
    "admin, GITEA_ADMIN_TOKEN",
    "org:acme, FORGE_SCOPE_TOKENS",
    "user:alice, FORGE_SCOPE_TOKENS",
    "repo:acme/shop, FORGE_SCOPE_TOKENS"
  })
  void a_wrong_token_is_told_with_its_setting(String scope, String setting) {
    answer(401, "{\"message\":\"invalid username, password or token\"}");

    assertThat(failed(forge(scope).running()).trouble()).isEqualTo(Trouble.UNAUTHORIZED);
    assertThat(failed(forge(scope).running()).problem()).contains(setting);
    assertThat(forge(scope).enable(7))
        .isInstanceOfSatisfying(
            Outcome.Unauthorized.class, outcome -> assertThat(outcome.message()).contains(setting));
  }

  @ParameterizedTest
  @CsvSource({
    "org:acme, the organisation renamed or deleted",
    "repo:acme/shop, 'renamed, deleted, or without Actions'"
  })
  void what_is_gone_or_hidden_is_no_empty_list_and_no_old_server(String scope, String said) {
    answer(404, "{\"message\":\"GetOrgByName\",\"url\":\"https://x/api/swagger\"}");

    Failed<?> reading = failed(forge(scope).queued());

    assertThat(reading.trouble()).isEqualTo(Trouble.FORBIDDEN);
    assertThat(reading.problem()).contains(said).contains("FORGE_SCOPES");
  }

  @Test
  void a_path_that_the_server_does_not_know_is_an_old_server() {
    answer(404, "404 page not found\n");

    assertThat(failed(forge("org:acme").queued()).trouble()).isEqualTo(Trouble.UNSUPPORTED);
  }

  @ParameterizedTest
  @CsvSource({
    "repo:acme/shop, 307, /api/v1/repos/acme/store/actions/jobs?page=1, repo:acme/store",
    "repo:acme/shop, 301, https://git.x/api/v1/repos/other/shop/actions/jobs, repo:other/shop",
    "org:acme, 307, /api/v1/orgs/apex/actions/jobs?page=1, org:apex"
  })
  void what_was_renamed_is_told_with_its_new_name(
      String scope, int status, String location, String now) {
    ScriptedGitea.dispatch(
        server,
        _ -> new MockResponse.Builder().code(status).addHeader("Location", location).build());

    assertThat(failed(forge(scope).queued()).problem())
        .contains("write " + now + " into FORGE_SCOPES")
        .doesNotContain("GITEA_API_URL");
  }

  @Test
  void another_users_token_reads_nothing_and_is_told() {
    serve("bob");
    Forge forge = forge("user:alice");

    assertThat(failed(forge.queued()).problem()).contains("of the user bob, not of alice");
    assertThat(failed(forge.runners()).trouble()).isEqualTo(Trouble.UNAUTHORIZED);
    assertThat(asked).allMatch(line -> line.equals("GET /api/v1/user"));
  }

  @Test
  void a_user_whose_token_may_not_read_who_it_is_is_told_the_right() {
    answer(403, "{\"message\":\"token does not have at least one of required scope(s)\"}");

    assertThat(failed(forge("user:alice").queued()).problem()).contains("write:user");
  }

  private Forge forge(String scope) {
    return ScriptedGitea.part(server, scope, "t").forge();
  }

  private void answer(int status, String body) {
    ScriptedGitea.dispatch(server, _ -> ScriptedGitea.status(status, body));
  }

  private void serve(String login) {
    ScriptedGitea.dispatch(server, request -> answer(request, login));
  }

  private synchronized MockResponse answer(RecordedRequest request, String login) {
    String path = request.getUrl().encodedPath();
    asked.add(request.getMethod() + " " + path);
    if (path.equals("/api/v1/user")) {
      return ScriptedGitea.json("{\"id\":3,\"login\":\"" + login + "\"}");
    }
    return switch (request.getMethod()) {
      case "PATCH" -> ScriptedGitea.json(ROW);
      case "DELETE" -> ScriptedGitea.status(204, "");
      default ->
          path.endsWith("/jobs")
              ? ScriptedGitea.jobs(List.of(1L), 1)
              : ScriptedGitea.runners(List.of(7L), 1);
    };
  }

  private static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<T>) reading).value();
  }

  private static Failed<?> failed(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Failed.class);
    return (Failed<?>) reading;
  }
}

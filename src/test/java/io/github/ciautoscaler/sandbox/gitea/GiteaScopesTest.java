package io.github.ciautoscaler.sandbox.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.Repo;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated Gitea's narrower paths: what each shows, and whom each lets in. */
class GiteaScopesTest {

  private final World world = new World(WorldSettings.standard(1));
  private final GiteaFace face = new GiteaFace(world.forge(), "1.27.3", "admin", "reader");

  @BeforeEach
  void somebodyWorks() {
    face.grant("carol", Holder.owner("carol", "write:organization", "acme"));
    face.grant("carol-reads", Holder.owner("carol", "read:organization", "acme"));
    face.grant("member", new Holder("dave", false, Set.of("write:organization"), Set.of()));
    face.grant("all", new Holder("carol", false, Set.of("all"), Set.of("acme")));
    push(world.forge().repos().getFirst());
    push(new Repo(9, "globex", "site"));
    world.forge().addPermanentRunner("permanent-1", Set.of("none"));
    world.advance(Duration.ofSeconds(30));
  }

  private void push(Repo repo) {
    world.forge().submit(repo, List.of(JobSpec.of("job", Duration.ofMinutes(5), "linux")));
  }

  @ParameterizedTest
  @CsvSource({
    "admin, /admin, 2, 1",
    "carol, /orgs/acme, 1, 0",
    "all, /orgs/ACME, 1, 0",
    "all, /repos/acme/shop, 1, 0",
    "all, /repos/acme/website, 0, 0",
    "all, /user, 0, 0",
    "admin, /orgs/globex, 1, 0"
  })
  void each_scope_shows_its_own(String token, String root, int jobs, int runners) {
    assertThat(total(token, root, "jobs?page=1&status=queued")).isEqualTo(jobs);
    assertThat(total(token, root, "runners?page=1")).isEqualTo(runners);
  }

  @ParameterizedTest
  @CsvSource({
    "carol, /admin, 403, read:admin",
    "all, /admin, 403, site admin",
    "carol, /repos/acme/shop, 403, read:repository",
    "carol, /user, 403, read:user",
    "carol, /orgs/nobody, 404, ''",
    "all, /repos/acme/nothing, 404, ''",
    "all, /orgs/globex, 403, organization owner",
    "member, /orgs/acme, 403, organization owner",
    "nobody, /orgs/acme, 401, invalid"
  })
  void whom_a_scope_does_not_belong_to_is_turned_away(
      String token, String root, int status, String said) {
    var answer = asking(token).get("/api/v1" + root + "/actions/runners?page=1");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(said);
  }

  @Test
  void a_runner_of_another_scope_is_not_there_for_this_one() {
    long id = world.forge().runners().iterator().next().id();

    assertThat(asking("carol").get("/api/v1/orgs/acme/actions/runners/" + id).status())
        .isEqualTo(404);
    assertThat(asking("admin").get("/api/v1/admin/actions/runners/" + id).status()).isEqualTo(200);
  }

  private Asking asking(String token) {
    return new Asking(face, token);
  }

  private int total(String token, String root, String list) {
    return Asking.body(asking(token).get("/api/v1" + root + "/actions/" + list))
        .path("total_count")
        .asInt(-1);
  }
}

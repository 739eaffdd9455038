package io.github.ciautoscaler.forge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ForgeInfo;
import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import io.github.ciautoscaler.fleet.Reading;
import io.github.ciautoscaler.fleet.Reading.Failed;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import java.util.EnumSet;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which forge it is, how old, and whether it can disable runners. */
@Timeout(60)
class GiteaDescribeTest {

  private static final String NO_ROWS = "{\"runners\":[],\"total_count\":0}";

  @StartStop public final MockWebServer server = new MockWebServer();

  @ParameterizedTest
  @CsvSource({
    "1.25.0, false",
    "1.25.4, false",
    "1.25.4+12-gabcdef, false",
    "1.26.0, true",
    "1.26.0-rc0, true",
    "v1.26.3, true",
    "1.27.0+dev-123-gabcdef, true",
    "1.100.0, true",
    "1.27.3, true",
    "28.0.0, true",
    "28.1.0, true",
    "28.2.0+dev-31-gabcdef, true",
    "v28.0.0-rc1, true",
    "2.0.0, true"
  })
  void aReleaseTellsWhetherItCanDisable(String version, boolean canDisable) {
    script(version(version), notFound(), NO_ROWS);

    assertThat(ScriptedGitea.forge(server).describe())
        .isEqualTo(new Reading.Complete<>(gitea(version, canDisable), ScriptedGitea.START));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.26.0+dev-1277-gabc", "1.24.0+dev-5-gabc", "main-nightly"})
  void aBuildWithoutAReleaseTellsByItsRunnerRows(String version) {
    script(version(version), notFound(), Recorded.named("runners-busy").body());
    assertThat(info().can(Capability.DISABLE_RUNNER)).isTrue();

    script(
        version(version),
        notFound(),
        "{\"runners\":[{\"id\":1,\"name\":\"old\",\"status\":\"online\"}],\"total_count\":1}");
    assertThat(info().can(Capability.DISABLE_RUNNER)).isFalse();

    script(version(version), notFound(), NO_ROWS);
    assertThat(info().can(Capability.DISABLE_RUNNER)).isTrue();
  }

  @Test
  void theRecordedGiteaCallsItselfDevelopmentAndCanDisable() {
    script(
        Recorded.named("version").answer(), notFound(), Recorded.named("runners-offline").body());

    assertThat(info()).isEqualTo(gitea("development", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.24.7", "1.22.0", "0.9.99"})
  void aGiteaWithoutAJobQueueApiSaysWhichVersionIsNeeded(String version) {
    script(version(version), notFound(), NO_ROWS);

    assertThat(failed().trouble()).isEqualTo(Trouble.UNSUPPORTED);
    assertThat(failed().problem()).contains(version).contains("1.25").contains("1.26");
  }

  @ParameterizedTest
  @ValueSource(strings = {"15.0.3+gitea-1.22.0", "15.0.9+gitea-1.22.0", "15.0.9", "11.0.0-dev"})
  void forgejoIsKnownByItsVersion(String version) {
    script(version(version), notFound(), NO_ROWS);

    assertThat(failed().trouble()).isEqualTo(Trouble.UNSUPPORTED);
    assertThat(failed().problem()).contains("Forgejo " + version).contains("FORGE_TYPE=auto");
  }

  @Test
  void forgejoIsKnownByItsOwnVersionCall() {
    script(version("1.26.0"), version("17.0.0-dev"), NO_ROWS);

    assertThat(failed().problem()).contains("Forgejo");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 500, 200})
  void whateverElseTheForgejoCallAnswersItIsGitea(int status) {
    script(version("1.26.3"), ScriptedGitea.status(status, "<html>hi</html>"), NO_ROWS);

    assertThat(info().flavour()).isEqualTo("gitea");
  }

  @Test
  void aVersionThatCannotBeReadIsAFailure() {
    script(ScriptedGitea.status(200, "<html>login</html>"), notFound(), NO_ROWS);
    assertThat(failed().trouble()).isEqualTo(Trouble.GARBLED);

    script(Recorded.named("error-401-bad-token").answer(), notFound(), NO_ROWS);
    assertThat(failed().trouble()).isEqualTo(Trouble.UNAUTHORIZED);

    script(notFound(), notFound(), NO_ROWS);
    assertThat(failed().trouble()).isEqualTo(Trouble.GARBLED);

    script(ScriptedGitea.status(502, ""), notFound(), NO_ROWS);
    assertThat(failed().trouble()).isEqualTo(Trouble.UNREACHABLE);
  }

  /** All that a Gitea can whose job queue has an API, but perhaps for one thing. */
  private static ForgeInfo gitea(String version, boolean canDisable) {
    Set<Capability> all = EnumSet.allOf(Capability.class);
    if (!canDisable) {
      all.remove(Capability.DISABLE_RUNNER);
    }
    return new ForgeInfo("gitea", version, all);
  }

  private ForgeInfo info() {
    Reading<ForgeInfo> reading = ScriptedGitea.forge(server).describe();
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    return ((Reading.Complete<ForgeInfo>) reading).value();
  }

  private Failed<ForgeInfo> failed() {
    Reading<ForgeInfo> reading = ScriptedGitea.forge(server).describe();
    assertThat(reading).isInstanceOf(Failed.class);
    return (Failed<ForgeInfo>) reading;
  }

  private void script(MockResponse version, MockResponse forgejo, String runners) {
    ScriptedGitea.dispatch(server, request -> route(request, version, forgejo, runners));
  }

  private static MockResponse route(
      RecordedRequest request, MockResponse version, MockResponse forgejo, String runners) {
    return switch (request.getUrl().encodedPath()) {
      case "/api/v1/version" -> version;
      case "/api/forgejo/v1/version" -> forgejo;
      case "/api/v1/admin/actions/runners" -> ScriptedGitea.json(runners);
      default -> notFound();
    };
  }

  private static MockResponse version(String version) {
    return ScriptedGitea.json("{\"version\":\"" + version + "\"}");
  }

  private static MockResponse notFound() {
    return ScriptedGitea.status(404, "404 page not found\n");
  }
}

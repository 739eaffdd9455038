package io.github.ciautoscaler.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.api.Doctor.Finding;
import io.github.ciautoscaler.api.Doctor.Result;
import io.github.ciautoscaler.fleet.ForgeScope;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.forge.DetectedForge;
import io.github.ciautoscaler.forge.JoinedForge;
import io.github.ciautoscaler.http.Connections;
import io.github.ciautoscaler.http.Token;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.SandboxSettings;
import io.github.ciautoscaler.simulator.World;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the doctor says of a forge that lacks something, and how to live with it. */
class ForgeCheckupTest {

  @ParameterizedTest
  @CsvSource({
    "1.25.5, Gitea 1.26 can",
    "11.0.15+gitea-1.22.0, terminationGracePeriodSeconds",
    "15.0.9+gitea-1.22.0, terminationGracePeriodSeconds"
  })
  void one_that_cannot_disable_runners_comes_with_what_helps_there(String version, String mend) {
    Finding forge = examine(version).getFirst();

    assertThat(forge.result()).isEqualTo(Result.WARNS);
    assertThat(forge.evidence()).contains(version, "It cannot disable runners.");
    assertThat(forge.mend()).contains(mend);
  }

  @Test
  void runners_that_are_not_listed_are_not_said_to_be_none() {
    assertThat(runners("11.0.15+gitea-1.22.0")).contains("each runner pod counts as one");
    assertThat(runners("15.0.9+gitea-1.22.0")).isEqualTo("0 runners, 0 online.");
  }

  private static String runners(String version) {
    return examine(version).stream()
        .filter(finding -> finding.check().equals("forge runners"))
        .map(Finding::evidence)
        .findFirst()
        .orElseThrow();
  }

  private static List<Finding> examine(String version) {
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.quiet(7, 0, version))) {
      Map<String, String> variables = sandbox.environment().variables();
      URI url = URI.create(Objects.requireNonNull(variables.get("GITEA_API_URL")));
      Token token =
          Token.fixed(new Secret(Objects.requireNonNull(variables.get("GITEA_ADMIN_TOKEN"))));
      DetectedForge forge =
          new DetectedForge(
              new Connections(Map.of(), "test", Connections.Limits.USUAL).withToken(url, token),
              () -> Set.of("linux"),
              () -> sandbox.ask(World::now));
      return new ForgeCheckup(forge, url, List.of(new JoinedForge.Part(ForgeScope.ADMIN, forge)))
          .examine();
    }
  }
}

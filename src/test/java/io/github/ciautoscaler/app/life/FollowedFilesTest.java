package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.simulator.CloudServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What an owner writes into a mounted file between two passes holds from the next one. */
class FollowedFilesTest {

  @TempDir Path mount;
  private final Map<String, Object> variables = new HashMap<>();
  private final SteppedBackground background = new SteppedBackground(Death.NEVER);
  private final Life life = new Life(LifeSettings.of(0), background);

  @BeforeEach
  void start() throws IOException {
    variables.putAll(life.sandbox().environment().variables());
    write("MAX_NODES", "0");
    write("HETZNER_SERVER_TYPE", "ccx33");
    write("K3S_AGENT_ARGS", "--node-label=node-role=ci-runner");
    write("RUNNER_LABELS", "linux");
    write("DRY_RUN", "false");
    write("IDLE_TIMEOUT_MINS", "5");
    write("BILLING_WINDOW_MINS", "5");
    life.restart(LiveSettings.in(environment(), life::now), background);
  }

  @AfterEach
  void stop() {
    life.close();
  }

  private StandardEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemProperties");
    MapPropertySource own = new SystemEnvironmentPropertySource("systemEnvironment", variables);
    environment.getPropertySources().replace("systemEnvironment", own);
    return environment;
  }

  private void write(String variable, String value) throws IOException {
    Path file = Files.writeString(mount.resolve(variable), value);
    variables.put(variable + "_FILE", file.toString());
  }

  private int orders() {
    return life.requests("hetzner", "POST", "/servers").size();
  }

  @Test
  void aRaisedMaximumLaunchesInTheNextPassWhatTheOtherFilesSay() throws IOException {
    life.push(Duration.ofMinutes(3), "linux");
    life.pass();
    assertThat(orders()).isZero();

    write("MAX_NODES", "1");
    write("HETZNER_SERVER_TYPE", "cpx22");
    write("K3S_AGENT_ARGS", "--node-label=node-role=ci-runner --node-label=of=a-file");
    life.pass();

    assertThat(orders()).isEqualTo(1);
    CloudServer server = life.sandbox().ask(world -> world.cloud().servers().iterator().next());
    assertThat(server.type().name()).isEqualTo("cpx22");
    assertThat(server.request().userData()).contains("of=a-file");
  }

  @Test
  void labelsThatAreOfferedFromNowOnAreServed() throws IOException {
    write("MAX_NODES", "1");
    life.push(Duration.ofMinutes(3), "special");
    life.pass();
    assertThat(orders()).isZero();

    write("RUNNER_LABELS", "linux,special");
    life.pass();

    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aDryRunBeginsAndEndsWithItsFile() throws IOException {
    write("MAX_NODES", "1");
    write("DRY_RUN", "true");
    life.move(Life.POLL);
    life.push(Duration.ofMinutes(3), "linux");
    assertThat(life.pass().mode()).isEqualTo(PassReport.Mode.DRY_RUN);
    assertThat(life.changes()).isEmpty();

    write("DRY_RUN", "false");
    assertThat(life.pass().mode()).isEqualTo(PassReport.Mode.ACTING);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aWindowThatIsWidenedLetsAnIdleMachineGo() throws IOException {
    write("MAX_NODES", "1");
    var machine = life.idleMachine();
    life.passUntilLeft(machine, Duration.ofMinutes(40));
    assertThat(life.alive()).isEqualTo(1);

    write("BILLING_WINDOW_MINS", "60");
    PassReport report = life.pass();

    assertThat(report.plan().actions())
        .extracting(action -> action.reason().code())
        .contains(Reason.Code.HOUR_ENDS);
  }
}

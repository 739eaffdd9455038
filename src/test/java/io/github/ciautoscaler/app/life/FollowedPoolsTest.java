package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.settings.LiveSettings;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Reason;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.simulator.CloudServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The pools' file, read by Spring as at a start, and rewritten while the loop runs. */
class FollowedPoolsTest {

  private static final String AMD64 =
      """
      autoscaler:
        max-nodes: 4
        pools:
          - name: amd64
            labels: [linux]
            server-types: [cpx22]
      """;

  private static final String ARM64 =
      """
          - name: arm64
            labels: [linux, arm64]
            server-types: [cax21]
            locations: [fsn1]
            max: 1
      """;

  @TempDir Path mount;
  private Path file;
  private LiveSettings settings;
  private final SteppedBackground background = new SteppedBackground(Death.NEVER);
  private final Life life = new Life(LifeSettings.of(0), background);

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(mount.resolve("pools.yaml"), AMD64);
    settings = LiveSettings.in(environment(), life::now);
    life.restart(settings, background);
  }

  @AfterEach
  void stop() {
    life.close();
  }

  private StandardEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().remove("systemProperties");
    Map<String, Object> variables = new HashMap<>(life.sandbox().environment().variables());
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource("systemEnvironment", variables));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("test", Map.of("spring.config.location", "file:" + file)));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return environment;
  }

  /** The next pass sees that it changed, and the one after it that nobody writes on. */
  private PassReport write(String text) throws IOException {
    Files.writeString(file, text);
    life.pass();
    return life.pass();
  }

  private List<CloudServer> servers() {
    return life.sandbox().ask(world -> List.copyOf(world.cloud().servers()));
  }

  @Test
  void a_new_pool_serves_what_nobody_offered_before() throws IOException {
    life.push(Duration.ofMinutes(3), "linux", "arm64");
    life.pass();
    life.pass();
    assertThat(servers()).isEmpty();

    write(AMD64 + ARM64);

    assertThat(servers())
        .singleElement()
        .satisfies(server -> {
          assertThat(server.type().name()).isEqualTo("cax21");
          assertThat(server.labels()).containsEntry(Labels.POOL, "arm64");
        });
  }

  @Test
  void a_wrong_file_changes_nothing_and_the_pools_before_it_go_on() throws IOException {
    write(AMD64.replace("server-types", "servertype") + ARM64.replace("max: 1", "max: lots"));
    life.push(Duration.ofMinutes(3), "linux");
    life.push(Duration.ofMinutes(3), "linux", "arm64");
    life.pass();

    assertThat(settings.configStatus().problems()).hasSize(2);
    assertThat(servers())
        .singleElement()
        .satisfies(server -> assertThat(server.type().name()).isEqualTo("cpx22"));

    write(AMD64 + ARM64);
    assertThat(settings.configStatus().isRefused()).isFalse();
    assertThat(servers()).hasSize(2);
  }

  @Test
  void a_removed_pool_takes_no_new_work_and_its_machine_goes_at_its_hours_end() throws IOException {
    Machine machine = life.idleMachine();
    assertThat(machine.pool()).isEqualTo("amd64");
    write("autoscaler:\n  max-nodes: 4\n  pools:\n" + ARM64);
    life.push(Duration.ofMinutes(3), "linux");

    life.passUntil(
        "it goes because its pool is gone",
        report ->
            report.plan().actions().stream()
                .anyMatch(action -> action.reason().code() == Reason.Code.POOL_REMOVED));
    life.passUntil(
        "it is gone",
        report ->
            report.fleet().machines().stream()
                .noneMatch(other -> other.name().equals(machine.name())));

    assertThat(life.launched()).filteredOn(name -> !name.equals(machine.name())).hasSizeLessThan(2);
    assertThat(life.hoursPaid()).isLessThanOrEqualTo(2);
    assertThat(life.lostJobs()).isEmpty();
  }
}

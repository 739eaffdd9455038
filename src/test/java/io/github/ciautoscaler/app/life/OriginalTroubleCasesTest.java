package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.app.loop.VirtualThreads;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.plan.Action;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.reconcile.SourceHealth;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.sandbox.wire.Fault.Kind;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done when something outside fails, belongs to somebody else, or is set up otherwise. */
class OriginalTroubleCasesTest {

  private static final Duration PATIENCE = Duration.ofMillis(1500);

  @ParameterizedTest
  @ValueSource(strings = {"gitea", "hetzner"})
  void aServerThatTakesTheCallAndNeverAnswersEndsThePassAndNothingIsTouched(String face) {
    try (Life life = new Life(LifeSettings.of(2).waiting(PATIENCE), stepped());
        VirtualThreads production = new VirtualThreads()) {
      leavesSoon(life);
      life.restart(production);
      life.pass();
      life.move(Duration.ofSeconds(15));
      int before = life.changes().size();
      strike(life, Kind.HANG_BEFORE, face);

      long start = System.nanoTime();
      PassReport report = life.pass();
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(took).isBetween(PATIENCE.minusMillis(100), PATIENCE.multipliedBy(6));
      assertThat(health(report, face).problem()).isNotBlank();
      assertNothingIsTouched(life, report, before);

      life.sandbox().faults().clear();
      assertItLeavesNow(life);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, gitea",
    "SERVER_ERROR, gitea",
    "GARBAGE, gitea",
    "TRUNCATED, gitea",
    "UNAUTHORIZED, hetzner",
    "SERVER_ERROR, hetzner"
  })
  void aFailedReadTouchesNothingAndShowsInStatusAndMetrics(Kind kind, String face) {
    try (Life life = new Life(LifeSettings.of(2), stepped())) {
      leavesSoon(life);
      life.move(Duration.ofSeconds(15));
      int before = life.changes().size();
      strike(life, kind, face);

      String first = "";
      for (int i = 0; i < 3; i++) {
        PassReport report = life.pass();
        String problem =
            String.valueOf(health(report, face).problem()).replaceAll("correlation id \\w+", "");
        first = first.isEmpty() ? problem : first;
        assertThat(problem).as("one message, not a new one each pass").isEqualTo(first);
        assertNothingIsTouched(life, report, before);
      }
      assertThat(first).contains(kind == Kind.UNAUTHORIZED ? "401" : "");
      assertThat(life.metric("autoscaler_source_up{source=\"" + face + "\"}")).isZero();

      life.sandbox().faults().clear();
      assertItLeavesNow(life);
      assertThat(life.metric("autoscaler_source_up{source=\"" + face + "\"}")).isEqualTo(1);
    }
  }

  /** An idle machine so late in its hour that a pass in ten seconds would deregister it. */
  private static void leavesSoon(Life life) {
    Machine machine = life.idleMachine();
    life.passUntilLeft(machine, Duration.ofSeconds(310));
    assertThat(life.requests("gitea", "PATCH", "/runners")).isEmpty();
  }

  private static void assertNothingIsTouched(Life life, PassReport report, int before) {
    assertThat(report.started()).isEmpty();
    assertThat(report.pass().succeeded()).isFalse();
    assertThat(life.changes()).as("changes outside").hasSize(before);
    assertThat(life.alive()).isEqualTo(1);
  }

  /** What shows that the trouble alone had kept it. */
  private static void assertItLeavesNow(Life life) {
    PassReport report =
        life.passUntil("something new", OriginalTroubleCasesTest::startsMoreThanAnnotations);
    assertThat(report.started()).extracting(Action::kind).contains(Action.Kind.DEREGISTER);
  }

  private static boolean startsMoreThanAnnotations(PassReport report) {
    return report.started().stream().anyMatch(action -> action.kind() != Action.Kind.ANNOTATE);
  }

  private static SourceHealth health(PassReport report, String source) {
    return report.sources().stream()
        .filter(health -> health.name().equals(source))
        .findFirst()
        .orElseThrow();
  }

  private static void strike(Life life, Kind kind, String face) {
    life.sandbox().faults().add(new Fault(kind, face, null, null, 1, null, null));
  }

  @Test
  void aMachineWhoseArgumentsLackTheManagedByLabelIsJoinedByNameAndLabelled() {
    LifeSettings custom =
        LifeSettings.of(1).withAgentArgs("--node-label=node-role=ci-runner --node-label=team=blue");
    try (Life life = new Life(custom, stepped())) {
      Machine machine = life.idleMachine();
      Map<String, String> labels =
          life.sandbox()
              .ask(world -> world.cluster().node(machine.name()).orElseThrow().spec().labels());
      assertThat(labels)
          .containsEntry("team", "blue")
          .containsEntry(Labels.MANAGED_BY, Labels.MANAGED_BY_US);

      life.passUntil("an empty fleet", report -> life.alive() == 0 && life.workers().isEmpty());
      assertThat(life.hoursPaid()).as("it was not given up as a boot that failed").isEqualTo(1);
    }
  }

  @Test
  void anotherInstallationsServersAreNeverTouched() {
    try (Life life = new Life(LifeSettings.of(1), stepped())) {
      life.sandbox()
          .change(world -> {
            order(world, "ci-runner-0000aaaa", Map.of());
            order(world, "ci-runner-0000bbbb", Map.of(Labels.INSTALLATION, "somebody-else"));
            world.advance(Duration.ofMinutes(20));
          });
      life.push(Duration.ofMinutes(3), "linux");

      life.passUntil("our machine's life", report -> gaveBack(life, report, 2));

      List<CloudServer> left = life.sandbox().ask(world -> List.copyOf(world.cloud().servers()));
      assertThat(left)
          .extracting(CloudServer::name)
          .containsExactly("ci-runner-0000aaaa", "ci-runner-0000bbbb");
      for (CloudServer server : left) {
        assertThat(life.requests("hetzner", "PUT", "/servers/" + server.id())).isEmpty();
        assertThat(life.requests("hetzner", "DELETE", "/servers/" + server.id())).isEmpty();
      }
      assertThat(life.pass().plan().warnings().toString())
          .contains("ci-runner-0000aaaa", "ci-runner-0000bbbb");
    }
  }

  private static void order(World world, String name, Map<String, String> more) {
    Map<String, String> labels = new java.util.HashMap<>(more);
    labels.put(Labels.MANAGED_BY, Labels.MANAGED_BY_US);
    world
        .cloud()
        .create(
            CreateRequest.of(name, "cx23", "hel1", "ubuntu-24.04", labels, "of another cluster"));
  }

  private static boolean gaveBack(Life life, PassReport report, int strangers) {
    return !life.jobs().isEmpty()
        && life.jobs().stream().allMatch(job -> "success".equals(job.conclusion()))
        && life.alive() == strangers
        && report.fleet().machines().isEmpty();
  }

  @ParameterizedTest(name = "join tokens may be made: {0}")
  @ValueSource(booleans = {true, false})
  void theLongLivedSecretIsOnNoMachineWhereShortLivedTokensMayBeMade(boolean mayMakeTokens) {
    try (Life life = new Life(LifeSettings.of(1), stepped())) {
      life.sandbox().permit(mayMakeTokens ? Rbac.EVERYTHING : Rbac.ORIGINAL);
      life.idleMachine();

      String userData =
          life.sandbox()
              .ask(world -> world.cloud().servers().iterator().next().request().userData());
      String secret = life.sandbox().ask(world -> world.settings().clusterSecret());
      assertThat(userData.contains(secret)).isEqualTo(!mayMakeTokens);
      assertThat(userData).as("jobs cannot ask for it").contains("169.254.169.254");
      int tokens = life.sandbox().ask(world -> world.cluster().joinTokens().all().size());
      assertThat(tokens).as("tokens left after the join").isZero();
    }
  }

  private static SteppedBackground stepped() {
    return new SteppedBackground(Death.NEVER);
  }
}

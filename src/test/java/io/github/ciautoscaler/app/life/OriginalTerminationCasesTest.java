package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.fleet.Machine;
import io.github.ciautoscaler.fleet.Node.Taint;
import io.github.ciautoscaler.plan.Effect;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.simulator.Budgets.Budget;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.DaemonSet;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where rustunit/gitea-ci-autoscaler removes what it must not, or never what it should. */
class OriginalTerminationCasesTest {

  private final SteppedBackground background = new SteppedBackground(Death.NEVER);

  @Test
  void aJobThatSlipsInWhileItsRunnerIsDeregisteredIsKeptAndFinishes() {
    // Claimed before the disable; perhaps being fetched at it; only queued.
    Deque<Duration> heads =
        new ArrayDeque<>(List.of(Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ZERO));
    Set<Code> cancellations = new HashSet<>();
    try (Life life = new Life(1, null, background)) {
      life.idleMachine();
      background.beforeEach(effect -> {
        if (effect instanceof Effect.DisableRunner && !heads.isEmpty()) {
          life.push(Duration.ofMinutes(3), "linux");
          life.move(heads.remove());
        }
      });

      life.passUntil(
          "an empty fleet",
          report -> {
            cancellations.addAll(startedFor(report, "cancel"));
            return heads.isEmpty() && life.alive() == 0;
          });

      assertThat(cancellations).contains(Code.JOB_SLIPPED_IN);
      assertThat(life.jobs())
          .hasSize(4)
          .allMatch(job -> "success".equals(job.conclusion()) && job.attempt() == 1);
      assertThat(life.lostJobs()).isEmpty();
      assertThat(life.launched()).as("the machine was kept each time").hasSize(1);
    }
  }

  private static List<Code> startedFor(PassReport report, String kind) {
    return report.started().stream()
        .filter(action -> action.kind().word().equals(kind))
        .map(action -> action.reason().code())
        .toList();
  }

  @Test
  void anEvictionThatABudgetRefusesDefersTheRemoval() {
    try (Life life = new Life(1, null, background)) {
      Machine machine = life.idleMachine();
      life.sandbox()
          .change(world -> {
            world
                .cluster()
                .addReplica(
                    machine.name(), "apps", "web", Map.of("app", "web"), Duration.ofSeconds(5));
            allowEvictions(world, false);
          });

      life.passUntil("a refused eviction", report -> !refusedEvictions(life).isEmpty());
      for (int i = 0; i < 10; i++) {
        life.pass();
      }
      assertThat(refusedEvictions(life)).as("asked again, calmly").hasSizeBetween(2, 11);
      assertThat(life.requests("hetzner", "DELETE", "/servers")).isEmpty();
      assertThat(life.alive()).isEqualTo(1);

      life.sandbox().change(world -> allowEvictions(world, true));
      life.passUntil("an empty fleet", report -> life.alive() == 0 && life.workers().isEmpty());
    }
  }

  private static void allowEvictions(World world, boolean allowed) {
    world.cluster().budgets().put(new Budget("apps", "web-budget", Map.of("app", "web"), allowed));
  }

  private static List<AccessLog.Entry> refusedEvictions(Life life) {
    return life.requests("kubernetes", "POST", "/eviction").stream()
        .filter(entry -> entry.status() == 429)
        .toList();
  }

  @ParameterizedTest(name = "there is a runner pod: {0}")
  @ValueSource(booleans = {false, true})
  void aNodeWithoutARunnerTimesOutIsNoCapacityAndGoesAtItsHoursEnd(boolean pod) {
    try (Life life = new Life(2, null, background)) {
      life.sandbox().change(world -> runnersComeTo(world, pod));
      life.push(Duration.ofMinutes(1), "linux");

      PassReport timedOut =
          life.passUntil("the timeout", report -> reasons(report).contains(Code.RUNNER_NEVER_CAME));
      Machine mute = timedOut.fleet().machines().getFirst();
      assertThat(mute.pods()).hasSize(pod ? 1 : 0);
      assertThat(life.now()).isAfter(created(mute).plus(Duration.ofMinutes(10)));
      life.sandbox().change(world -> mendRunners(world, mute.name()));

      life.passUntil(
          "the job's end", report -> "success".equals(life.jobs().getFirst().conclusion()));
      assertThat(life.launched()).as("the queued job got another machine").hasSize(2);

      Instant lateInItsHour = created(mute).plus(Duration.ofMinutes(53));
      life.move(Duration.between(life.now(), lateInItsHour));
      life.passUntil("the mute machine's end", report -> !life.workers().contains(mute.name()));
      assertThat(life.now()).isBefore(created(mute).plus(Duration.ofMinutes(61)));
      List<String> left = life.sandbox().ask(OriginalTerminationCasesTest::names);
      assertThat(left).doesNotContain(mute.name());
    }
  }

  private static List<Code> reasons(PassReport report) {
    return report.plan().machineReasons().values().stream().map(why -> why.code()).toList();
  }

  private static Instant created(Machine machine) {
    return Objects.requireNonNull(machine.server()).created();
  }

  private static List<String> names(World world) {
    return world.cloud().servers().stream().map(CloudServer::name).toList();
  }

  /** No runner pod at all, or one in which no runner ever registers. */
  private static void runnersComeTo(World world, boolean pod) {
    DaemonSet real = DaemonSet.runners();
    world.cluster().daemonSets().removeIf(DaemonSet::runner);
    if (pod) {
      world
          .cluster()
          .daemonSets()
          .add(
              new DaemonSet(
                  real.namespace(),
                  real.name(),
                  real.labels(),
                  real.selector(),
                  false,
                  real.grace(),
                  false));
    }
  }

  /** From now on runners come to every node but this one. */
  private static void mendRunners(World world, String mute) {
    var spec = world.cluster().node(mute).orElseThrow().spec();
    world
        .cluster()
        .replaceNode(mute, spec.taint(new Taint("acme.dev/broken", null, "NoSchedule")), null);
    world.cluster().daemonSets().removeIf(set -> set.name().equals("gitea-runner"));
    world.cluster().daemonSets().add(DaemonSet.runners());
  }

  @Test
  void aServerThatIsGoneAlreadyIsDeletedOnceAndDone() {
    try (Life life = new Life(1, null, background)) {
      life.idleMachine();
      background.beforeEach(effect -> {
        if (effect instanceof Effect.DeleteServer(var id, var name)) {
          life.sandbox()
              .change(world -> {
                world.cloud().setMaxLinger(Duration.ZERO);
                world.cloud().delete(id);
              });
        }
      });

      life.passUntil("no node", report -> life.workers().isEmpty());
      PassReport after = life.pass();

      assertThat(deletes(life)).containsExactly(404);
      assertThat(after.fleet().machines()).as("nothing counts to MAX_NODES any more").isEmpty();
      assertThat(life.runnerRows()).isZero();
    }
  }

  @Test
  void aLockedServerIsAskedForOncePerPassAndEachRefusalIsCounted() {
    try (Life life = new Life(1, null, background)) {
      life.idleMachine();
      boolean[] locked = {false};
      background.beforeEach(effect -> {
        if (effect instanceof Effect.DeleteServer(var id, var name) && !locked[0]) {
          locked[0] = true;
          life.sandbox()
              .change(world ->
                  world
                      .cloud()
                      .lock(world.cloud().server(id).orElseThrow(), Duration.ofSeconds(12)));
        }
      });

      List<Integer> perPass = new ArrayList<>();
      life.passUntil(
          "no node",
          report -> {
            perPass.add(deletes(life).size() - perPass.stream().mapToInt(i -> i).sum());
            return life.workers().isEmpty();
          });
      life.pass();

      List<Integer> statuses = deletes(life);
      assertThat(perPass).as("never twice in a pass").isSubsetOf(0, 1);
      assertThat(statuses.getLast()).isLessThan(300);
      List<Integer> refused = statuses.subList(0, statuses.size() - 1);
      assertThat(refused).hasSizeBetween(2, 3).containsOnly(423);
      assertThat(life.metric("autoscaler_scale_down_errors_total")).isEqualTo(refused.size());
    }
  }

  /** How each was answered. */
  private static List<Integer> deletes(Life life) {
    return life.requests("hetzner", "DELETE", "/servers/").stream()
        .map(AccessLog.Entry::status)
        .toList();
  }
}

package io.github.ciautoscaler.app.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.life.SteppedBackground.Death;
import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.plan.Decision;
import io.github.ciautoscaler.plan.Reason.Code;
import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.sandbox.wire.Fault;
import io.github.ciautoscaler.simulator.CloudAnswer;
import io.github.ciautoscaler.simulator.CreateRequest;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.JobSpec;
import io.github.ciautoscaler.simulator.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What rustunit/gitea-ci-autoscaler launches wrongly, or does not launch, over the real wire
 * formats.
 */
class OriginalDemandCasesTest {

  private static final String AGENT =
      "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner";

  @Test
  void blockedJobsLaunchNothingUntilTheyAreQueued() {
    try (Life life = life(LifeSettings.of(5))) {
      life.sandbox()
          .change(world -> {
            world.forge().addPermanentRunner("office", Set.of("linux"));
            world.advance(Duration.ofSeconds(15));
            world.forge().submit(world.forge().repos().getFirst(), buildAndThreeTests());
            world.advance(Duration.ofSeconds(15));
          });

      PassReport blocked = life.pass();
      life.pass();
      assertThat(blocked.fleet().seen().blocked().known()).contains(3);
      assertThat(life.requests("hetzner", "POST", "/servers")).isEmpty();

      life.move(Duration.ofMinutes(10));
      life.pass();
      life.move(Life.POLL);
      assertThat(life.requests("hetzner", "POST", "/servers"))
          .as("of three jobs the office takes one")
          .hasSizeBetween(2, 3);
    }
  }

  private static List<JobSpec> buildAndThreeTests() {
    Duration length = Duration.ofMinutes(9);
    return List.of(
        JobSpec.of("build", length, "linux"),
        JobSpec.of("unit", length, "linux").needs("build"),
        JobSpec.of("e2e", length, "linux").needs("build"),
        JobSpec.of("lint", length, "linux").needs("build"));
  }

  @Test
  void sixtyServersAreAllSeenAndTheMaximumHolds() {
    try (Life life = sixtyBusyMachines()) {
      life.push(Duration.ofMinutes(3), "linux");
      life.push(Duration.ofMinutes(3), "linux");

      PassReport report = life.pass();

      assertThat(report.fleet().seen().servers().known().orElseThrow()).hasSize(60);
      assertThat(codes(report)).contains(Code.AT_MAX_NODES);
      assertThat(life.requests("hetzner", "POST", "/servers")).isEmpty();
    }
  }

  @Test
  void sixtyRunnersAreAllSeenAndNoBusyMachineIsTakenForAGhost() {
    try (Life life = sixtyBusyMachines()) {
      PassReport report = life.pass();
      assertThat(report.fleet().seen().runners().known().orElseThrow()).hasSize(60);
      assertThat(report.fleet().machines()).hasSize(60).allMatch(machine -> machine.isBusy());

      life.move(Duration.ofMinutes(15));
      life.pass();
      life.pass();
      assertThat(life.requests("hetzner", "DELETE", "/servers")).isEmpty();
      assertThat(life.alive()).isEqualTo(60);
    }
  }

  private static Life sixtyBusyMachines() {
    Life life = life(LifeSettings.of(60));
    life.sandbox()
        .change(world -> {
          world.cloud().setServerLimit(100);
          Map<String, String> ours =
              Map.of(
                  Labels.MANAGED_BY,
                  Labels.MANAGED_BY_US,
                  Labels.INSTALLATION,
                  life.installation());
          for (int i = 0; i < 60; i++) {
            machine(world, "ci-runner-%08x".formatted(i), ours, AGENT);
          }
          world.advance(Duration.ofMinutes(10));
        });
    for (int i = 0; i < 60; i++) {
      life.push(Duration.ofHours(2), "linux");
    }
    life.move(Duration.ofSeconds(30));
    life.pass();
    return life;
  }

  /** A machine that joins as its arguments say. */
  private static long machine(World world, String name, Map<String, String> labels, String args) {
    String userData = "token: " + world.settings().clusterSecret() + "\nargs: " + args;
    CloudAnswer answer =
        world
            .cloud()
            .create(CreateRequest.of(name, "ccx33", "nbg1", "ubuntu-24.04", labels, userData));
    if (answer instanceof CloudAnswer.Created created) {
      return created.server().id();
    }
    throw new AssertionError(answer);
  }

  @Test
  void aDisabledRunnerIsNoCapacity() {
    try (Life life = life(LifeSettings.of(3))) {
      life.sandbox()
          .change(world -> {
            world.forge().addPermanentRunner("office", Set.of("linux"));
            world.advance(Duration.ofSeconds(15));
            long office = world.forge().runners().iterator().next().id();
            world.forge().setDisabled(office, true);
          });

      assertABuyFor(life, "linux");
    }
  }

  @Test
  void anOfflineRunnerIsNoCapacity() {
    try (Life life = life(LifeSettings.of(3))) {
      life.sandbox()
          .change(world -> {
            long office = machine(world, "office-1", Map.of(), "--node-label=node-role=ci-runner");
            world.advance(Duration.ofMinutes(10));
            world.cloud().power(office, false);
            world.advance(Duration.ofMinutes(2));
          });
      assertThat(life.runnerRows()).as("it is still listed").isEqualTo(1);

      assertABuyFor(life, "linux");
    }
  }

  @Test
  void anIdleRunnerLabelledLinuxDoesNotServeAJobThatAsksForArmToo() {
    try (Life life = life(LifeSettings.of(3).offering("linux", "arm64"))) {
      life.sandbox()
          .change(world -> {
            world.forge().addPermanentRunner("office", Set.of("linux"));
            world.advance(Duration.ofSeconds(15));
          });

      assertABuyFor(life, "linux", "arm64");
    }
  }

  private static void assertABuyFor(Life life, String... labels) {
    life.push(Duration.ofMinutes(3), labels);
    life.pass();
    assertThat(life.requests("hetzner", "POST", "/servers")).hasSize(1);
  }

  @Test
  void aJobForUbuntuLatestIsServedWhereThePoolOffersIt() {
    try (Life life = life(LifeSettings.of(1).offering("ubuntu-latest"))) {
      life.push(Duration.ofMinutes(1), "ubuntu-latest");

      life.passUntil(
          "the job's end", report -> "success".equals(life.jobs().getFirst().conclusion()));

      assertThat(life.launched()).hasSize(1);
    }
  }

  /** rustunit/gitea-ci-autoscaler asked 51 times a minute. */
  @ParameterizedTest(name = "{0}: at most {1} orders a minute, and {2} is said")
  @CsvSource({
    "SOLD_OUT, 2, error during placement, OFFERINGS_COOLING_DOWN",
    "SERVER_LIMIT, 1, server_limit, CREATE_STOPPED",
    "RATE_LIMIT, 12, rate_limit_exceeded, CREATE_STOPPED"
  })
  void aRefusedOrderIsRepeatedCalmlyAndSaysWhy(
      String refusal, int most, String text, Code expected) {
    try (Life life = life(LifeSettings.of(3))) {
      life.sandbox().change(world -> refuse(refusal, world, life));
      life.push(Duration.ofMinutes(3), "linux");

      StringBuilder said = new StringBuilder();
      PassReport report = life.pass();
      for (int i = 0; i < 11; i++) {
        report = life.pass();
        report.ended().forEach(ended -> said.append(ended.outcomes()));
      }

      List<AccessLog.Entry> orders = life.requests("hetzner", "POST", "/servers");
      assertThat(orders).hasSizeBetween(1, most).noneMatch(order -> order.status() < 400);
      assertThat(said).contains(text);
      assertThat(report.fleet().seen().stored().launches().pending())
          .as("orders in doubt")
          .isEmpty();
      assertThat(everSaid(life)).contains(expected);

      life.sandbox().faults().clear();
      life.sandbox()
          .change(world -> {
            world.cloud().stock().refill();
            world.cloud().setServerLimit(50);
          });
      life.passUntil(
          "the job's end", then -> "success".equals(life.jobs().getFirst().conclusion()));
    }
  }

  private static void refuse(String refusal, World world, Life life) {
    switch (refusal) {
      case "SOLD_OUT" -> {
        world.cloud().stock().setSoldOut("ccx33", "nbg1", true);
        world.cloud().stock().setSoldOut("ccx33", "fsn1", true);
      }
      case "SERVER_LIMIT" -> world.cloud().setServerLimit(0);
      default ->
          life.sandbox()
              .faults()
              .add(
                  new Fault(Fault.Kind.RATE_LIMITED, "hetzner", "POST", "/servers", 1, null, null));
    }
  }

  /** Why it does not launch, in this pass or the next: a short stop may end between the two. */
  private static List<Code> everSaid(Life life) {
    return java.util.stream.Stream.of(life.pass(), life.pass())
        .flatMap(report -> codes(report).stream())
        .toList();
  }

  private static List<Code> codes(PassReport report) {
    return report.plan().decisions().stream().map(Decision::reason).map(why -> why.code()).toList();
  }

  @Test
  void hetznersAnswersWithoutADatacenterServeAWholeLife() throws Exception {
    try (Life life = life(LifeSettings.of(1))) {
      life.push(Duration.ofMinutes(3), "linux");
      life.passUntil("a busy machine", report -> isRunning(life));
      assertThat(servers(life)).contains("\"location\"").doesNotContain("datacenter");

      life.passUntil("an empty fleet", report -> life.alive() == 0 && life.workers().isEmpty());

      assertThat(life.launched()).hasSize(1);
      assertThat(life.hoursPaid()).isEqualTo(1);
    }
  }

  private static boolean isRunning(Life life) {
    return life.jobs().stream().allMatch(job -> job.is(ForgeJob.Status.IN_PROGRESS));
  }

  /** As the API gives them. */
  private static String servers(Life life) throws IOException, InterruptedException {
    Map<String, String> found = life.sandbox().environment().variables();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(found.get("HCLOUD_ENDPOINT") + "/servers"))
              .header("Authorization", "Bearer " + found.get("HETZNER_API_TOKEN"))
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static Life life(LifeSettings settings) {
    return new Life(settings, new SteppedBackground(Death.NEVER));
  }
}

package io.github.ciautoscaler.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.simulator.ForgeJob.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The world behaves as the contracts say, apart from any autoscaler. */
class WorldRulesTest {

  private static final String USER_DATA =
      "K3S_TOKEN=sandbox-cluster-secret agent --node-label=managed-by=gitea-ci-autoscaler"
          + " --node-label=node-role=ci-runner";

  private final World world = new World(WorldSettings.standard(7));

  private CloudServer order(String name) {
    CloudAnswer answer =
        world
            .cloud()
            .create(
                CreateRequest.of(
                    name,
                    "ccx33",
                    "nbg1",
                    "ubuntu-24.04",
                    Map.of("managed-by", "gitea-ci-autoscaler"),
                    USER_DATA));
    assertThat(answer).isInstanceOf(CloudAnswer.Created.class);
    return ((CloudAnswer.Created) answer).server();
  }

  private RunnerRow onlyRunner() {
    assertThat(world.forge().runners()).hasSize(1);
    return world.forge().runners().iterator().next();
  }

  private ForgeJob submit(Duration length) {
    return world
        .forge()
        .submit(world.forge().repos().getFirst(), List.of(JobSpec.of("build", length, "linux")))
        .getFirst();
  }

  private CloudServer readyMachine() {
    CloudServer server = order("ci-runner-0000000a");
    world.advance(Duration.ofMinutes(6));
    assertThat(world.forge().runners()).hasSize(1);
    return server;
  }

  @Test
  void a_server_walks_from_initializing_to_running_and_its_runner_takes_the_job() {
    ForgeJob job = submit(Duration.ofMinutes(2));
    CloudServer server = order("ci-runner-0000000a");
    assertThat(server.status()).isEqualTo("initializing");
    world.advance(Duration.ofMinutes(6));
    assertThat(server.status()).isEqualTo("running");
    ClusterNode node = world.cluster().node(server.name()).orElseThrow();
    assertThat(node.isReady()).isTrue();
    assertThat(node.spec().labels()).containsEntry("node-role", "ci-runner");
    ClusterPod pod =
        world.cluster().podsOn(server.name()).stream()
            .filter(some -> some.namespace().equals("gitea-runners"))
            .findFirst()
            .orElseThrow();
    assertThat(onlyRunner().name()).isEqualTo(pod.name());
    world.advance(Duration.ofMinutes(2));
    assertThat(job.status()).isEqualTo(Status.COMPLETED);
    assertThat(job.conclusion()).isEqualTo("success");
    assertThat(job.runnerId()).isEqualTo(onlyRunner().id());
  }

  @Test
  void jobs_that_need_another_are_blocked_until_it_succeeded() {
    world.forge().addPermanentRunner("old-box", java.util.Set.of("linux"));
    List<ForgeJob> jobs =
        world
            .forge()
            .submit(
                world.forge().repos().getFirst(),
                List.of(
                    JobSpec.of("prepare", Duration.ofMinutes(1), "linux"),
                    JobSpec.of("test", Duration.ofMinutes(1), "linux").needs("prepare")));
    assertThat(jobs).extracting(ForgeJob::status).containsExactly(Status.QUEUED, Status.BLOCKED);
    world.advance(Duration.ofSeconds(50));
    assertThat(jobs)
        .extracting(ForgeJob::status)
        .containsExactly(Status.IN_PROGRESS, Status.BLOCKED);
    world.advance(Duration.ofMinutes(3));
    assertThat(jobs).extracting(ForgeJob::conclusion).containsExactly("success", "success");
  }

  @Test
  void a_fetch_in_flight_can_take_a_job_after_the_disable_but_none_that_starts_later_does() {
    int taken = 0;
    for (long seed = 0; seed < 200; seed++) {
      World some = new World(WorldSettings.standard(seed));
      some.forge().addPermanentRunner("box", java.util.Set.of("linux"));
      some.advance(Duration.ofSeconds(20));
      RunnerRow row = some.forge().runners().iterator().next();
      some.forge().setDisabled(row.id(), true);
      ForgeJob job =
          some.forge()
              .submit(
                  some.forge().repos().getFirst(),
                  List.of(JobSpec.of("build", Duration.ofMinutes(3), "linux")))
              .getFirst();
      some.advance(Duration.ofSeconds(6));
      boolean early = job.is(Status.IN_PROGRESS);
      taken += early ? 1 : 0;
      some.advance(Duration.ofMinutes(1));
      assertThat(job.is(Status.IN_PROGRESS)).isEqualTo(early);
    }
    assertThat(taken).isBetween(20, 180);
  }

  @Test
  void a_job_whose_runner_vanished_fails_after_ten_to_fifteen_minutes_and_its_row_goes_offline() {
    CloudServer server = readyMachine();
    ForgeJob job = submit(Duration.ofMinutes(5));
    world.advance(Duration.ofSeconds(20));
    assertThat(job.status()).isEqualTo(Status.IN_PROGRESS);
    RunnerRow row = onlyRunner();
    world.cloud().delete(server.id());
    world.advance(Duration.ofSeconds(59));
    assertThat(row.online(world.now())).isTrue();
    world.advance(Duration.ofSeconds(2));
    assertThat(row.online(world.now())).isFalse();
    world.advance(Duration.ofMinutes(8));
    assertThat(job.status()).isEqualTo(Status.IN_PROGRESS);
    world.advance(Duration.ofMinutes(7));
    assertThat(job.conclusion()).isEqualTo("failure");
  }

  @Test
  void a_runner_whose_row_was_deleted_registers_a_new_enabled_one() {
    readyMachine();
    RunnerRow first = onlyRunner();
    world.forge().setDisabled(first.id(), true);
    world.forge().deleteRunner(first.id());
    world.advance(Duration.ofSeconds(40));
    RunnerRow second = onlyRunner();
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.disabled()).isFalse();
  }

  @Test
  void busy_lags_ten_seconds_behind_the_end_of_a_job() {
    readyMachine();
    ForgeJob job = submit(Duration.ofMinutes(1));
    while (!job.is(Status.COMPLETED)) {
      world.advance(Duration.ofMillis(500));
    }
    RunnerRow row = onlyRunner();
    world.advance(Duration.ofSeconds(9));
    assertThat(row.busy(world.now())).isTrue();
    world.advance(Duration.ofSeconds(2));
    assertThat(row.busy(world.now())).isFalse();
  }

  @Test
  void every_started_hour_is_charged_until_the_deletion() {
    CloudServer server = order("ci-runner-0000000a");
    Instant created = world.now();
    Ledger ledger = world.cloud().ledger();
    assertThat(ledger.hours(world.now())).isEqualTo(1);
    world.advanceTo(created.plusSeconds(3_600));
    assertThat(ledger.hours(world.now())).isEqualTo(1);
    world.advanceTo(created.plusMillis(3_600_001));
    assertThat(ledger.hours(world.now())).isEqualTo(2);
    world.cloud().delete(server.id());
    world.advance(Duration.ofHours(5));
    assertThat(ledger.hours(world.now())).isEqualTo(2);
    assertThat(ledger.total(world.now())).isEqualByComparingTo("0.4454");
  }

  @Test
  void names_are_unique_and_come_free_only_after_the_server_is_gone() {
    CloudServer server = order("ci-runner-0000000a");
    assertThat(again()).isEqualTo("uniqueness_error");
    world.cloud().delete(server.id());
    assertThat(again()).isEqualTo("uniqueness_error");
    world.advance(Duration.ofSeconds(20));
    order("ci-runner-0000000a");
  }

  private String again() {
    CloudAnswer answer =
        world
            .cloud()
            .create(
                CreateRequest.of(
                    "ci-runner-0000000a", "cx23", "fsn1", "ubuntu-24.04", Map.of(), ""));
    return answer instanceof CloudAnswer.Refused refused ? refused.code() : "created";
  }

  @Test
  void lists_lag_behind_creates_while_asking_by_id_does_not() {
    int late = 0;
    for (long seed = 0; seed < 20; seed++) {
      World some = new World(WorldSettings.standard(seed));
      CloudAnswer answer =
          some.cloud()
              .create(CreateRequest.of("a", "cx23", "fsn1", "ubuntu-24.04", Map.of(), USER_DATA));
      CloudServer server = ((CloudAnswer.Created) answer).server();
      some.advance(Duration.ofSeconds(3));
      assertThat(some.cloud().server(server.id())).isPresent();
      late += some.cloud().listed().isEmpty() ? 1 : 0;
      some.advance(Duration.ofSeconds(17));
      assertThat(some.cloud().listed()).containsExactly(server);
    }
    assertThat(late).isPositive();
  }

  @Test
  void out_of_stock_is_412_whatever_the_catalogue_shows_and_the_account_limit_is_403() {
    Stock stock = world.cloud().stock();
    stock.setSoldOut("cx23", "fsn1", true);
    assertThat(stock.isShownAvailable("cx23", "fsn1")).isTrue();
    assertThat(refusal("cx23", "fsn1").status()).isEqualTo(412);
    stock.setNotSold("cx33", "fsn1", true);
    assertThat(refusal("cx33", "fsn1").message()).contains("unsupported location");
    world.cloud().setServerLimit(0);
    assertThat(refusal("cx33", "nbg1").limit()).isEqualTo("server_limit");
  }

  private CloudAnswer.Refused refusal(String type, String location) {
    return (CloudAnswer.Refused)
        world.cloud().create(CreateRequest.of("b", type, location, "ubuntu-24.04", Map.of(), ""));
  }

  @Test
  void a_cordon_does_not_stop_the_daemon_set_from_restarting_its_pod_but_our_taint_does() {
    CloudServer server = readyMachine();
    ClusterNode node = world.cluster().node(server.name()).orElseThrow();
    world.cluster().replaceNode(node.name(), node.spec().cordon(true), null);
    evictRunnerOf(server.name());
    world.advance(Duration.ofSeconds(30));
    assertThat(runnerPods(server.name())).hasSize(1);
    world
        .cluster()
        .replaceNode(
            node.name(),
            node.spec().taint(io.github.ciautoscaler.fleet.Labels.TERMINATION_TAINT),
            null);
    evictRunnerOf(server.name());
    world.advance(Duration.ofSeconds(30));
    assertThat(runnerPods(server.name())).isEmpty();
  }

  private void evictRunnerOf(String node) {
    ClusterPod pod = runnerPods(node).getFirst();
    assertThat(world.cluster().evict(pod.namespace(), pod.name(), pod.uid()))
        .isEqualTo(EvictionAnswer.ACCEPTED);
  }

  private List<ClusterPod> runnerPods(String node) {
    return world.cluster().podsOn(node).stream()
        .filter(pod -> pod.namespace().equals("gitea-runners"))
        .toList();
  }

  @Test
  void an_agent_makes_its_node_again_when_it_was_deleted_under_a_living_server() {
    CloudServer server = readyMachine();
    ClusterNode first = world.cluster().node(server.name()).orElseThrow();
    world.cluster().replaceNode(first.name(), first.spec().annotate("a/b", "c").cordon(true), null);
    world.cluster().deleteNode(server.name());
    assertThat(world.cluster().node(server.name())).isEmpty();
    world.advance(Duration.ofMinutes(1));
    ClusterNode second = world.cluster().node(server.name()).orElseThrow();
    assertThat(second.uid()).isNotEqualTo(first.uid());
    assertThat(second.spec().annotations()).isEmpty();
    assertThat(second.spec().unschedulable()).isFalse();
  }

  @Test
  void a_machine_with_a_wrong_token_never_joins() {
    world
        .cloud()
        .create(
            CreateRequest.of(
                "ci-runner-0000000b", "cx23", "nbg1", "ubuntu-24.04", Map.of(), "token=wrong"));
    world.advance(Duration.ofMinutes(20));
    assertThat(world.cluster().node("ci-runner-0000000b")).isEmpty();
  }

  @Test
  void a_bootstrap_token_admits_until_it_expires() {
    world
        .cluster()
        .joinTokens()
        .create("abc123", "0123456789abcdef", Map.of(), world.now().plusSeconds(900));
    String userData = "token: K10aa::abc123.0123456789abcdef\nnode-label:\n- a=b\n";
    world
        .cloud()
        .create(CreateRequest.of("early", "cx23", "nbg1", "ubuntu-24.04", Map.of(), userData));
    world.advance(Duration.ofMinutes(16));
    assertThat(world.cluster().node("early").orElseThrow().spec().labels()).containsEntry("a", "b");
    world
        .cloud()
        .create(CreateRequest.of("late", "cx23", "nbg1", "ubuntu-24.04", Map.of(), userData));
    world.advance(Duration.ofMinutes(20));
    assertThat(world.cluster().node("late")).isEmpty();
  }

  @Test
  void the_request_bucket_refills_by_one_a_second() {
    RequestBucket bucket = world.cloud().bucket();
    for (int i = 0; i < 3600; i++) {
      assertThat(bucket.take(world.now())).isTrue();
    }
    assertThat(bucket.take(world.now())).isFalse();
    assertThat(bucket.fullAt(world.now())).isEqualTo(world.now().plusSeconds(3600));
    world.advance(Duration.ofSeconds(2));
    assertThat(bucket.remaining(world.now())).isEqualTo(2);
  }

  @Test
  void the_same_seed_lives_the_same_day() {
    assertThat(day(3)).isEqualTo(day(3)).isNotEqualTo(day(4));
  }

  private static long day(long seed) {
    World some = new World(WorldSettings.standard(seed));
    some.forge().addPermanentRunner("box", java.util.Set.of("linux", "ubuntu-latest"));
    Workload.start(some, Workload.Rhythm.standard());
    some.advance(Duration.ofDays(1));
    assertThat(some.trace().count()).isGreaterThan(200);
    return some.trace().digest();
  }
}

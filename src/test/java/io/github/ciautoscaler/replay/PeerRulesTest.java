package io.github.ciautoscaler.replay;

import static io.github.ciautoscaler.replay.SmallTraces.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerRulesTest {

  private static final Surroundings USUAL = Surroundings.USUAL;

  private static Figures played(String policy, PastJob... jobs) {
    ReplayWorld replayed = new ReplayWorld(new JobTrace("small", List.of(jobs)), USUAL, 1);
    Policies.named(policy, UsualPlan.of(USUAL), USUAL)
        .run(replayed, new Progress(policy, line -> {}));
    assertThat(replayed.isOver()).as("all jobs ended and all servers are gone").isTrue();
    return replayed.figures();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ours", "original", "taskscaler", "cluster-autoscaler", "testflows", "static:1"})
  void one_short_job_is_one_server_for_one_hour(String policy) {
    Figures figures = played(policy, job(0, 10));

    assertThat(figures.launches()).isEqualTo(1);
    assertThat(figures.billedHours()).isEqualTo(1);
    assertThat(figures.killed()).isZero();
    assertThat(figures.busy()).isEqualTo(Duration.ofMinutes(10));
    assertThat(figures.paidIdleShare()).isBetween(0.83, 0.84);
  }

  @Test
  void woodpecker_orders_again_while_the_first_agent_boots() {
    assertThat(played("woodpecker", job(0, 10)).launches()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ours", "original", "taskscaler", "cluster-autoscaler"})
  void a_job_waits_for_a_boot_and_the_next_one_for_nothing(String policy) {
    Figures figures = played(policy, job(0, 5), job(8, 5));

    assertThat(figures.launches()).isEqualTo(1);
    assertThat(figures.waits().max()).isBetween(55.0, 135.0);
    assertThat(figures.waits().quantile(0.5)).isLessThan(8.0);
  }

  @Test
  void only_who_knows_paid_hours_keeps_a_server_that_is_paid_anyway() {
    assertThat(played("taskscaler", job(0, 5), job(45, 5)).launches()).isEqualTo(2);
    assertThat(played("cluster-autoscaler", job(0, 5), job(45, 5)).launches()).isEqualTo(2);
    assertThat(played("original", job(0, 5), job(45, 5)).launches()).isEqualTo(1);
    assertThat(played("ours", job(0, 5), job(45, 5)).launches()).isEqualTo(1);
  }

  @Test
  void the_original_pays_another_hour_for_who_goes_idle_late_in_its_hour_and_we_do_not() {
    assertThat(played("original", job(0, 57)).billedHours()).isEqualTo(2);
    assertThat(played("ours", job(0, 55)).billedHours()).isEqualTo(1);
  }

  @Test
  void testflows_gives_each_server_one_job_and_rebuilds_it_for_the_next() {
    Figures figures = played("testflows", job(0, 5), job(10, 5));

    assertThat(figures.launches()).isEqualTo(1);
    assertThat(figures.waits().quantile(0.5)).as("a boot each").isGreaterThan(50);
  }

  @Test
  void static_servers_stand_from_the_first_job_to_the_last() {
    Figures figures = played("static:3", job(0, 5), job(150, 5));

    assertThat(figures.peak()).isEqualTo(3);
    assertThat(figures.billedHours()).isEqualTo(9);
  }

  @Test
  void nobody_has_more_servers_than_allowed() {
    Surroundings two = USUAL.atMost(2);
    ReplayWorld replayed =
        new ReplayWorld(
            new JobTrace("small", List.of(job(0, 5), job(0, 5), job(0, 5), job(0, 5))), two, 1);
    Policies.named("woodpecker", UsualPlan.of(two), two)
        .run(replayed, new Progress("", line -> {}));

    assertThat(replayed.figures().peak()).isEqualTo(2);
  }

  @Test
  void a_policy_that_nobody_knows_is_told_with_those_that_are_known() {
    assertThatThrownBy(() -> Policies.named("karpenter", UsualPlan.of(USUAL), USUAL))
        .hasMessageContaining("No policy is named 'karpenter'. Write some of ours, original");
  }
}

package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.Image;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Patience;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.settings.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pools of a file: what they take from the environment, and what is wrong with them. */
class PoolsTest {

  private static Configured with(String yaml) {
    return Configured.withWhatIsRequired().yaml("config/application.yml", yaml);
  }

  private static List<Pool> pools(Configured configured) {
    Loaded loaded = configured.read();
    assertThat(loaded.problems()).isEmpty();
    return loaded.settings().pools();
  }

  @Test
  void the_environment_alone_makes_the_pool_default() {
    assertThat(pools(Configured.withWhatIsRequired().variable("RUNNER_LABELS", "linux, gpu:host")))
        .singleElement()
        .satisfies(pool -> {
          assertThat(pool.name()).isEqualTo("default");
          assertThat(pool.labels()).containsExactlyInAnyOrder("linux", "gpu");
          assertThat(pool.slots()).isEqualTo(1);
          assertThat(pool.limits().max()).isEqualTo(5);
          assertThat(pool.offerings()).containsExactly(new Offering("ccx33", "nbg1"));
        });
  }

  @Test
  void a_pool_for_pods_knows_what_its_nodes_join_with() {
    Pool pool =
        pools(
                with(
                    """
                    autoscaler:
                      pools:
                        - name: work
                          demand: pods
                          ready: node
                          namespaces: [web]
                          node-labels: [disk=fast]
                          node-taints: ["work=yes:NoSchedule"]
                    """))
            .getFirst();

    assertThat(pool.demand().jobs()).isFalse();
    assertThat(pool.demand().needsNoRunner()).isTrue();
    assertThat(pool.demand().pods())
        .satisfies(pods -> {
          assertThat(pods.allow("web")).isTrue();
          assertThat(pods.allow("ci")).isFalse();
          assertThat(pods.labels()).containsEntry("disk", "fast");
          assertThat(pods.taints()).containsExactly(new Node.Taint("work", "yes", "NoSchedule"));
        });
  }

  @Test
  void two_pools_differ_in_what_they_say_and_share_what_they_leave_out() {
    List<Pool> pools =
        pools(
            with(
                """
                autoscaler:
                  hetzner-location: fsn1
                  hcloud-network: ci
                  pools:
                    - name: amd64
                      labels: [linux, amd64]
                      slots: 2
                      max: 3
                      server-types: [cpx41, cpx51]
                    - name: arm64
                      labels: "linux,arm64:docker://node:24"
                      server-types: cax31
                      locations: [hel1]
                      image: debian-13
                      networks: [arm]
                      public-ipv4: false
                      server-labels: [team=ci]
                """));

    assertThat(pools).extracting(Pool::name).containsExactly("amd64", "arm64");
    assertThat(pools).extracting(Pool::slots).containsExactly(2, 1);
    assertThat(pools).extracting(pool -> pool.limits().max()).containsExactly(3, 5);
    assertThat(pools.getLast().labels()).isEqualTo(Set.of("linux", "arm64"));
    assertThat(pools.getFirst().offerings())
        .containsExactly(new Offering("cpx41", "fsn1"), new Offering("cpx51", "fsn1"));
    MachineTemplate arm = pools.getLast().template();
    assertThat(arm.offerings()).containsExactly(new Offering("cax31", "hel1"));
    assertThat(arm.image()).isEqualTo(new Image.Named("debian-13"));
    assertThat(arm.labels()).isEqualTo(Map.of("team", "ci"));
    assertThat(arm.access().networks()).containsExactly("arm");
    assertThat(arm.access().publicIpv4()).isFalse();
    assertThat(pools.getFirst().template().image()).isEqualTo(new Image.Named("ubuntu-24.04"));
    assertThat(pools.getFirst().template().access().networks()).containsExactly("ci");
  }

  @Test
  void a_pool_has_times_and_a_launch_rate_of_its_own() {
    Pool pool =
        pools(
                with(
                    """
                    autoscaler:
                      idle-timeout-mins: 7
                      pools:
                        - name: slow
                          launch-rate: 4/5m
                          billing-window-mins: 9
                          provisioning-timeout-secs: 1200
                    """))
            .getFirst();

    assertThat(pool.limits().rate()).isEqualTo(new Pool.LaunchRate(4, Duration.ofMinutes(5)));
    assertThat(pool.times())
        .isEqualTo(
            new Pool.Times(
                Duration.ofMinutes(7),
                Duration.ofMinutes(9),
                Duration.ofMinutes(20),
                Patience.BOOT));
  }

  @Test
  void warm_capacity_is_read_in_the_words_of_the_taskscaler() {
    Pool pool =
        pools(
                with(
                    """
                    autoscaler:
                      pools:
                        - name: a
                          min: 1
                          slots: 4
                          capacity:
                            - idle-count: 2
                            - periods: ["* 7-19 * * MON-FRI", "0,30 20 * * *"]
                              time-zone: Europe/Berlin
                              idle-count: 8
                              idle-time: 1h30m
                              scale-factor: 0.5
                              scale-factor-limit: 12
                    """))
            .getFirst();

    assertThat(pool.limits().min()).isEqualTo(1);
    assertThat(pool.warm().at(Instant.parse("2026-11-26T05:59:59Z")))
        .isEqualTo(pool.warm().entries().getFirst());
    WarmCapacity.Entry workday = pool.warm().entries().get(1);
    assertThat(pool.warm().at(Instant.parse("2026-11-26T06:00:00Z"))).isEqualTo(workday);
    assertThat(pool.warm().at(Instant.parse("2026-11-28T19:30:59Z"))).isEqualTo(workday);
    assertThat(workday.idleSlots()).isEqualTo(8);
    assertThat(workday.scaling()).isEqualTo(new WarmCapacity.Scaling(0.5, 12));
    assertThat(workday.idle()).isEqualTo(Duration.ofMinutes(90));
    assertThat(pool.warm().entries().getFirst().scaling()).isEqualTo(WarmCapacity.Scaling.NONE);
  }

  @Test
  void limits_over_all_pools_are_read_from_the_file_and_from_the_environment() {
    Configured file =
        with(
            """
            autoscaler:
              max-jobs: 12
              spend:
                per-hour: 1.20
                per-day: 10
            """);
    Configured environment =
        Configured.withWhatIsRequired()
            .variable("MAX_JOBS", "12")
            .variable("SPEND_PER_HOUR", "1.20")
            .variable("SPEND_PER_DAY", "10");

    for (Configured one : List.of(file, environment)) {
      assertThat(one.read().problems()).isEmpty();
      PlanSettings.Caps caps = one.read().settings().planSettings().caps();
      assertThat(caps.machines()).isEqualTo(5);
      assertThat(caps.jobs()).isEqualTo(12);
      assertThat(caps.spend().perHour()).isEqualByComparingTo("1.2");
      assertThat(caps.spend().perDay()).isEqualByComparingTo("10");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "max-jobs: some | autoscaler.max-jobs is 'some', which is not a whole number",
        "spend: 5 | autoscaler.spend is no setting of ours",
        "spend: {per-hour: 0} | autoscaler.spend.per-hour is '0', which is no amount above 0",
        "spend: {per-day: 5 EUR} | autoscaler.spend.per-day is '5 EUR', which is no amount above 0",
        "spend: {per-week: 5} | autoscaler.spend.per-week is no setting of ours",
      })
  void a_wrong_limit_over_all_pools_is_said_with_its_place(String line, String problem) {
    assertThat(with("autoscaler:\n  " + line).read().problems())
        .extracting(Problem::described)
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  @Test
  void labels_and_taints_of_nodes_join_the_agent_arguments() {
    Pool pool =
        pools(
                with(
                    """
                    autoscaler:
                      pools:
                        - name: gpu
                          agent-args: --node-label=managed-by=gitea-ci-autoscaler
                          node-labels: [kind=gpu]
                          node-taints: [dedicated=ci:NoSchedule]
                    """))
            .getFirst();

    assertThat(pool.template().bootstrap().toString())
        .contains(
            "--node-label=managed-by=gitea-ci-autoscaler --node-label=kind=gpu"
                + " --node-taint=dedicated=ci:NoSchedule");
  }

  @Test
  void what_is_odd_is_a_warning() {
    assertThat(
            with("""
            autoscaler:
              max-nodes: 4
              pools:
                - {name: a, labels: linux, max: 9}
                - name: b
                  labels: linux
                  slots: 2
                  max-uses: 1
                  capacity:
                    - {periods: "0 8 1 * MON", idle-count: 5, scale-factor-limit: 3}
            """)
                .read()
                .warnings())
        .containsExactly(
            "autoscaler.pools[0].max is above MAX_NODES, 4, which holds over all pools",
            "autoscaler.pools[1].max-uses is 1, so that never more than that of the 2 slots are"
                + " used",
            "autoscaler.pools[1].capacity[0].periods has '0 8 1 * MON' with a day of the month and"
                + " a day of the week: only days on which both match count",
            "autoscaler.pools[1].capacity[0].scale-factor-limit has no effect without"
                + " scale-factor",
            "autoscaler.pools[1].labels are those of pool a too, and so is its priority: the one"
                + " whose slots cost less comes first, then the first in the file");
  }

  @Test
  void pools_of_one_label_set_that_are_told_apart_are_no_warning() {
    Loaded loaded =
        with("""
        autoscaler:
          pools:
            - {name: a, labels: linux, priority: 5}
            - {name: b, labels: linux, priority: -1}
            - {name: c, labels: linux, repositories: [Acme/*]}
        """)
            .read();

    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.settings().pools())
        .extracting(Pool::priority, pool -> pool.repositories().patterns())
        .containsExactly(tuple(5L, Set.of()), tuple(-1L, Set.of()), tuple(0L, Set.of("acme/*")));
  }

  @Test
  void a_pools_scope_is_one_that_is_looked_at_or_part_of_one() {
    String pools =
        """
        autoscaler:
          forge-scopes: %s
          pools:
            - {name: a, labels: linux, scope: org:acme}
            - {name: b, labels: linux, scope: repo:Acme/Shop}
        """;

    assertThat(with(pools.formatted("admin")).problems()).isEmpty();
    assertThat(with(pools.formatted("[org:acme, org:b]")).problems()).isEmpty();
    assertThat(with(pools.formatted("repo:acme/shop")).problems())
        .singleElement()
        .asString()
        .contains("pools[0].scope is org:acme, at which FORGE_SCOPES does not look");
    assertThat(with(pools.formatted("admin")).read().settings().pools())
        .extracting(pool -> pool.repositories().allow("acme/shop"))
        .containsExactly(true, true);
    assertThat(with(pools.formatted("admin")).read().settings().pools())
        .extracting(pool -> pool.repositories().allow("acme/web"))
        .containsExactly(true, false);
  }
}

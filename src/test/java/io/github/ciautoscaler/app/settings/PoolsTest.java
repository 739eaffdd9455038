package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.fleet.MachineTemplate;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Pool;
import io.github.ciautoscaler.fleet.WarmCapacity;
import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static List<String> problemsOf(String pool) {
    return with("autoscaler:\n  pools:\n    - " + pool.replace("; ", "\n      "))
        .read()
        .problems()
        .stream()
        .map(Problem::described)
        .map(said -> said.replaceFirst("  \\(from.*", ""))
        .toList();
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
    assertThat(arm.image()).isEqualTo("debian-13");
    assertThat(arm.labels()).isEqualTo(Map.of("team", "ci"));
    assertThat(arm.access().networks()).containsExactly("arm");
    assertThat(arm.access().publicIpv4()).isFalse();
    assertThat(pools.getFirst().template().image()).isEqualTo("ubuntu-24.04");
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
            new Pool.Times(Duration.ofMinutes(7), Duration.ofMinutes(9), Duration.ofMinutes(20)));
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

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "max: 3 | .name is missing",
        "name: Arm64 | .name is 'Arm64', which is no name of a pool",
        "name: a_b | .name is 'a_b', which is no name of a pool",
        "name: -a | .name is '-a', which is no name of a pool",
        "name: two words | .name is 'two words', and Hetzner has no name with a blank in it",
        "name: a; max: many | .max is 'many', which is not a whole number",
        "name: a; max: -1 | .max is '-1', which is not a whole number",
        "name: a; launch-rate: 5 | .launch-rate is '5', which is not so many within a time",
        "name: a; launch-rate: 0/5m | .launch-rate is '0/5m', which is not so many within a time",
        "name: a; launch-rate: 4/0m | .launch-rate is '4/0m', which is not so many within a time",
        "name: a; launch-rate: 4/5 days | .launch-rate is '4/5 days', which is not so many within a time",
        "name: a; idle-timeout-mins: 5m | .idle-timeout-mins is '5m', which is not a whole number",
        "name: a; min: 3; max: 2 | .min is 3, and the pool may have 2 at most",
        "name: a; min: 9 | .min is 9, and the pool may have 5 at most",
        "name: a; capacity: [{periods: '* 7-19 * *'}] | .capacity[0].periods has '* 7-19 * *', which is no period: it has 4 fields",
        "name: a; capacity: [{periods: '* 25 * * *'}] | .capacity[0].periods has '* 25 * * *', which is no period: Invalid value for HourOfDay (valid values 0 - 23): 25",
        "name: a; capacity: [{periods: '* * 31 2 *'}] | .capacity[0].periods has '* * 31 2 *', which no minute ever matches",
        "name: a; capacity: [{time-zone: Berlin}] | .capacity[0].time-zone is 'Berlin', which is no time zone",
        "name: a; capacity: [{idle-count: some}] | .capacity[0].idle-count is 'some', which is not a whole number",
        "name: a; capacity: [{idle-time: 5 minutes}] | .capacity[0].idle-time is '5 minutes', which is no length of time",
        "name: a; capacity: [{scale-factor: 0}] | .capacity[0].scale-factor is '0', which is not a number above 0",
        "name: a; capacity: 8 | .capacity is a single text, where objects must be",
        "name: a; priority: high | .priority is 'high', which is not a whole number",
        "name: a; priority: 1.5 | .priority is '1.5', which is not a whole number",
        "name: a; repositories: shop | .repositories has 'shop', which names no repository",
        "name: a; repositories: [acme/*, '*/shop'] | .repositories has '*/shop', which names no repository",
        "name: a; repositories: ['*'] | .repositories has '*', which names no repository",
        "name: a; repositories: [acme/shop/x] | .repositories has 'acme/shop/x', which names no repository",
        "name: a; repositories: ['acme/sh*'] | .repositories has 'acme/sh*', which names no repository",
        "name: a; repositories: ['https://git/acme/shop'] | .repositories has 'https://git/acme/shop', which names no repository",
        "name: a; max-uses: once | .max-uses is 'once', which is not a whole number",
        "name: a; max-uses: -1 | .max-uses is '-1', which is not a whole number",
        "name: a; max-uses: 1001 | .max-uses is 1001, and uses are counted up to 1000",
        "name: a; slots: 0 | .slots is 0: its machines could run nothing",
        "name: a; slots: 1.5 | .slots is '1.5', which is not a whole number",
        "name: a; server-types: cpx 41 | .server-types is 'cpx 41', and Hetzner has no name with a blank in it",
        "name: a; locations: [nbg1, fsn 1] | .locations is 'nbg1,fsn 1', and Hetzner has no name with a blank in it",
        "name: a; image: ubuntu 24 | .image is 'ubuntu 24', and Hetzner has no name with a blank in it",
        "name: a; public-ipv4: maybe | .public-ipv4 is 'maybe', which is neither true nor false",
        "name: a; public-ipv4: no; public-ipv6: no | .public-ipv6 and public-ipv4 are both off and there is no network",
        "name: a; server-labels: [team] | .server-labels has 'team', which is no label",
        "name: a; server-labels: [te am=ci] | .server-labels has 'te am=ci', which is no label",
        "name: a; server-labels: [team=a, team=b] | .server-labels has team twice",
        "name: a; server-labels: [managed-by=me] | .server-labels has managed-by, by which we know our machines",
        "name: a; node-labels: [ci-autoscaler.io/pool=b] | .node-labels has ci-autoscaler.io/pool, by which we know our machines",
        "name: a; node-taints: [ci] | .node-taints sets the node taint 'ci', which the kubelet does not take, so that no machine would ever join",
        "name: a; node-taints: ['ci:Never'] | .node-taints sets the node taint 'ci:Never', which the kubelet does not take, so that no machine would ever join",
        "name: a; volumes: data | .volumes is given, and no machine gets a volume: it would outlive its server and cost on",
        "name: a; cloud-init: '#cloud-config' | .cloud-init is not base64",
        "name: a; agent-args: --tls-san=a | .agent-args has --tls-san, which only a K3s server knows and an agent refuses",
      })
  void what_is_wrong_is_named_with_its_place(String pool, String said) {
    assertThat(problemsOf(pool)).containsExactly("autoscaler.pools[0]" + said);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "autoscaler.pools[0].lables, autoscaler.pools[0].labels",
    "autoscaler.pools[0].server-type, autoscaler.pools[0].server-types",
    "autoscaler.pools[0].max-nodes, autoscaler.pools[0].max",
    "autoscaler.pools[0].location, autoscaler.pools[0].locations",
    "autoscaler.pool[0].name, autoscaler.pools",
  })
  void an_unknown_key_comes_with_the_nearest_known_one(String key, String nearest) {
    List<Problem> problems =
        Configured.withWhatIsRequired()
            .yaml("config/application.yml", "\"" + key + "\": x\n\"autoscaler.pools[0].name\": a\n")
            .read()
            .problems();

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.described()).startsWith(key + " is no setting of ours");
          assertThat(problem.mend()).contains("Did you mean " + nearest + "?");
        });
  }

  @Test
  void two_pools_of_one_name_stop_the_start() {
    assertThat(with("autoscaler.pools: [{name: a}, {name: a}]").read().problems())
        .extracting(Problem::described)
        .singleElement()
        .asString()
        .startsWith("autoscaler.pools[1].name is 'a', and a pool before it has that name");
  }

  @Test
  void everything_wrong_is_said_at_once() {
    assertThat(
            with("""
            autoscaler:
              pools:
                - name: A
                  max: x
                - slots: 0
            """)
                .read()
                .problems())
        .hasSize(4);
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
  void the_file_in_the_readme_is_right() throws IOException {
    String page = Files.readString(Path.of("README.md"));
    String file = page.substring(page.indexOf("autoscaler:\n  max-nodes: 8"));

    Loaded loaded = with(file.substring(0, file.indexOf("```"))).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.settings().pools())
        .extracting(Pool::name, Pool::slots, pool -> pool.warm().entries().size())
        .containsExactly(tuple("amd64", 2, 1), tuple("arm64", 1, 0));
  }

  @Test
  void the_file_in_the_documents_is_right() throws IOException {
    String page = Files.readString(Path.of("docs/pools.md"));
    String file = page.substring(page.indexOf("autoscaler:"), page.indexOf("```\n\nWhat a pool"));

    Loaded loaded = with(file).read();

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.warnings()).isEmpty();
    assertThat(loaded.settings().pools())
        .extracting(Pool::name, Pool::slots, pool -> pool.limits().max())
        .containsExactly(tuple("amd64", 2, 5), tuple("arm64", 1, 3));
  }
}

package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ciautoscaler.settings.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the pools of a file: each mistake with its place. */
class WrongPoolsTest {

  private static Configured with(String yaml) {
    return Configured.withWhatIsRequired().yaml("config/application.yml", yaml);
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
        "name: a; order: cheapest | .order is 'cheapest', which nobody understands",
        "name: a; image: ubuntu 24 | .image is 'ubuntu 24', and Hetzner has no name with a blank in it",
        "name: a; image: {selector: 'os=tal os'} | .image.selector is 'os=tal os', which is no selector of labels",
        "name: a; image: {selector: 'os=talos,'} | .image.selector is 'os=talos,', which is no selector of labels",
        "name: a; image: {selector: 'os>=1'} | .image.selector is 'os>=1', which is no selector of labels",
        "name: a; image: {labels: os=talos} | .image.labels is no setting of ours",
        "name: a; name-prefix: Workers | .name-prefix is 'Workers', with which no host name may begin",
        "name: a; name-prefix: workers- | .name-prefix is 'workers-', with which no host name may begin",
        "name: a; name-prefix: ci.runner | .name-prefix is 'ci.runner', with which no host name may begin",
        "name: a; name-prefix: abcdefghij-abcdefghij-abcdefghij-abcdefghij-abcdefghij-x | .name-prefix is 'abcdefghij-abcdefghij-abcdefghij-abcdefghij-abcdefghij-x', with which no host name may begin",
        "name: a; name-prefix: two words | .name-prefix is 'two words', and Hetzner has no name with a blank in it",
        "name: a; networks: n; subnet: 10.0.1.0 | .subnet is '10.0.1.0', which is no subnet of IPv4",
        "name: a; networks: n; subnet: 10.0.256.0/24 | .subnet is '10.0.256.0/24', which is no subnet of IPv4",
        "name: a; networks: n; subnet: 10.0.1.0/33 | .subnet is '10.0.1.0/33', which is no subnet of IPv4",
        "name: a; subnet: 10.0.1.0/24 | .subnet is given, and there are 0 networks",
        "name: a; networks: [n, m]; subnet: 10.0.1.0/24 | .subnet is given, and there are 2 networks",
        "name: a; networks: n; subnet: 10.0.1.0/24; public-ipv4: no; public-ipv6: no | .subnet is given, and no public address: Hetzner makes no server without any, and attaches it later",
        "name: a; public-ipv4: maybe | .public-ipv4 is 'maybe', which is neither true nor false",
        "name: a; public-ipv4: no; public-ipv6: no | .public-ipv6 and public-ipv4 are both off and there is no network",
        "name: a; server-labels: [team] | .server-labels has 'team', which is no label",
        "name: a; server-labels: [te am=ci] | .server-labels has 'te am=ci', which is no label",
        "name: a; server-labels: [team=a, team=b] | .server-labels has team twice",
        "name: a; server-labels: [managed-by=me] | .server-labels has managed-by, by which we know our machines",
        "name: a; node-labels: [ci-autoscaler.io/pool=b] | .node-labels has ci-autoscaler.io/pool, by which we know our machines",
        "name: a; node-taints: [ci] | .node-taints sets the node taint 'ci', which the kubelet does not take, so that no machine would ever join",
        "name: a; node-taints: ['ci:Never'] | .node-taints sets the node taint 'ci:Never', which the kubelet does not take, so that no machine would ever join",
        "name: a; demand: nodes | .demand has 'nodes', which is no demand",
        "name: a; demand: pods; ready: runner | .ready is runner, and nobody waits for a runner in a pool for pods alone",
        "name: a; demand: jobs,pods; ready: node | .ready is node, and the pool is for jobs, which need a runner",
        "name: a; ready: node | .ready is node, and the pool is for jobs, which need a runner",
        "name: a; demand: pods; max-uses: 1 | .demand is pods, and max-uses counts jobs",
        "name: a; demand: pods; capacity: [{idle-count: 1}] | .demand is pods, and capacity counts the slots of runners",
        "name: a; demand: pods; namespaces: [Team_A] | .namespaces has 'Team_A', which is no namespace",
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
  void a_placement_group_whose_pools_may_have_more_than_ten_machines_stops_the_start() {
    assertThat(
            with("""
            autoscaler:
              max-nodes: 30
              pools:
                - {name: a, max: 6, placement-group: spread}
                - {name: b, max: 10, placement-group: other}
                - {name: c, max: 5, placement-group: spread}
                - {name: d, placement-group: third}
            """)
                .read()
                .problems())
        .extracting(problem -> problem.described().replaceFirst("  \\(from.*", ""), Problem::mend)
        .containsExactly(
            tuple(
                "autoscaler.pools[2].placement-group is 'spread', which holds 10 servers, and its pools may have 11",
                "Lower max, or give this pool a placement group of its own or none."),
            tuple(
                "autoscaler.pools[3].placement-group is 'third', which holds 10 servers, and its pools may have 30",
                "Lower max, or give this pool a placement group of its own or none."));
  }

  @Test
  void pools_of_one_placement_group_may_have_what_all_pools_may_have() {
    assertThat(
            with("""
            autoscaler:
              max-nodes: 10
              pools:
                - {name: a, placement-group: spread}
                - {name: b, placement-group: spread}
            """)
                .read()
                .problems())
        .isEmpty();
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
}

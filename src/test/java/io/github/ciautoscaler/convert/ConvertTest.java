package io.github.ciautoscaler.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a person runs it: what stands on stdout and stderr, and its exit code. */
class ConvertTest {

  private static final Path PAGES = Path.of("docs/migrate");
  private static final Path FILES = Path.of("src/test/resources/convert");
  private static final Path TALOS = Path.of("src/test/resources/bootstrap/talos/given.yaml");

  private record Ran(int code, String out, String err) {}

  private static Ran run(Map<String, String> environment, String stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> words = new ArrayList<>(List.of("convert"));
    words.addAll(List.of(args));
    int code =
        Convert.run(
            words.toArray(String[]::new),
            environment,
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void assertPrints(Ran ran, Path expected) throws IOException {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).isEqualTo(Files.readString(expected));
  }

  private static Map<String, String> talosEnvironment() throws IOException {
    Map<String, String> environment = new HashMap<>();
    for (String line : Files.readAllLines(PAGES.resolve("talos.env"))) {
      environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    environment.put(
        "HCLOUD_CLOUD_INIT", Base64.getEncoder().encodeToString(Files.readAllBytes(TALOS)));
    return environment;
  }

  @Test
  void the_gitlab_guides_file_becomes_the_pages_pools() throws IOException {
    Ran ran = run(Map.of(), "", "fleeting", PAGES.resolve("gitlab-config.toml").toString());

    assertPrints(ran, PAGES.resolve("gitlab-pools.yaml"));
  }

  @Test
  void the_talos_guides_group_becomes_the_pages_pools() throws IOException {
    Ran ran =
        run(
            talosEnvironment(),
            "",
            "cluster-autoscaler",
            "--nodes",
            "0:10:cpx22:FSN1:workers-fsn1");

    assertPrints(ran, PAGES.resolve("talos-pools.yaml"));
    assertThat(ran.out()).doesNotContain(talosEnvironment().get("HCLOUD_CLOUD_INIT"));
  }

  @Test
  void an_image_that_is_selected_by_labels_is_selected_by_them() throws IOException {
    Map<String, String> environment = talosEnvironment();
    environment.put("HCLOUD_IMAGE", "os=talos,stage!=test");

    Ran ran = run(environment, "", "cluster-autoscaler", "--nodes", "0:10:cpx22:FSN1:workers-fsn1");

    assertThat(ran.out()).contains("      image:\n        selector: \"os=talos,stage!=test\"\n");
  }

  @Test
  void each_node_group_takes_its_own_node_config() throws IOException {
    String json = FILES.resolve("cluster-config.json").toString();
    Map<String, String> environment =
        Map.of(
            "HCLOUD_NETWORK", "ci",
            "HCLOUD_FIREWALL", "all",
            "HCLOUD_SERVER_CREATION_TIMEOUT", "10");
    String[] args = {
      "cluster-autoscaler",
      "--nodes",
      "1:4:CPX41:NBG1:amd",
      "--nodes=0:2:CAX21:HEL1:Arm_Talos",
      "--config",
      json
    };

    assertPrints(run(environment, "", args), FILES.resolve("cluster-config.yaml"));
  }

  @Test
  void the_config_may_come_as_base64_from_stdin_or_from_the_variables() throws IOException {
    Path json = FILES.resolve("cluster-config.json");
    String encoded = Base64.getEncoder().encodeToString(Files.readAllBytes(json));
    String[] group = {"cluster-autoscaler", "--nodes", "1:4:CPX41:NBG1:amd"};
    String[] file = {"cluster-autoscaler", "--nodes", "1:4:CPX41:NBG1:amd", "--config", "-"};

    Ran read = run(Map.of(), Files.readString(json), file);

    assertThat(read.out()).contains("K3S_TOKEN=secret");
    assertThat(run(Map.of(), encoded, file)).isEqualTo(read);
    assertThat(run(Map.of("HCLOUD_CLUSTER_CONFIG", encoded), "", group)).isEqualTo(read);
    assertThat(run(Map.of("HCLOUD_CLUSTER_CONFIG_FILE", json.toString()), "", group))
        .isEqualTo(read);
  }

  @Test
  void every_runner_with_machines_becomes_a_pool_and_no_token_is_printed() throws IOException {
    Path file = FILES.resolve("two-runners.toml");
    Ran ran = run(Map.of(), "", "fleeting", file.toString());

    assertPrints(ran, FILES.resolve("two-runners.yaml"));
    assertThat(ran.out()).doesNotContain("never-printed");
    assertThat(run(Map.of(), Files.readString(file), "fleeting", "-")).isEqualTo(ran);
  }

  @Test
  void user_data_becomes_what_a_pool_adds() throws IOException {
    Ran ran = run(Map.of(), "", "fleeting", FILES.resolve("added-user-data.toml").toString());

    assertPrints(ran, FILES.resolve("added-user-data.yaml"));
  }

  @Test
  void help_is_no_mistake() {
    Ran ran = run(Map.of(), "", "--help");

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("convert fleeting FILE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | From what? | convert fleeting FILE
          fleetin | Nobody here can convert from 'fleetin'. | Did you mean fleeting?
          fleeting | convert fleeting takes one file, and nothing else. | config.toml
          fleeting a b | convert fleeting takes one file, and nothing else. | config.toml
          fleeting nowhere.toml | There is no file nowhere.toml. | Look at its path
          fleeting docs | docs cannot be read | a file that you may read
          cluster-autoscaler | No --nodes is given | --nodes 0:10:CPX22:FSN1:workers-fsn1
          cluster-autoscaler --nodes | Nothing stands after --nodes. | 0:10:CPX22
          cluster-autoscaler --node 0:1:a:b:c | Nobody here knows --node. | --nodes 0:10:CPX22
          cluster-autoscaler --nodes 0:10:CPX22:FSN1 | is not MIN:MAX:TYPE:LOCATION:NAME. | 0:10:CPX22
          cluster-autoscaler --nodes x:10:CPX22:FSN1:a | is not MIN:MAX:TYPE:LOCATION:NAME. | 0:10:CPX22
          cluster-autoscaler --nodes 5:1:CPX22:FSN1:a | has a minimum, 5, above its maximum, 1. | exchange
          cluster-autoscaler --nodes 0:9999999:CPX22:FSN1:a | maximum of 9999999 machines. | at most 1000000
          cluster-autoscaler --nodes 0:1:a:b:c --nodes 0:1:a:b:c | Two --nodes are called c. | name of its own
          cluster-autoscaler --nodes 0:1:a:b:C --nodes 0:1:a:b:c | a pool before it is called c. | name of its own
          cluster-autoscaler --nodes 0:1:a:b:___ | of which no pool's name can be made. | at most 40
          cluster-autoscaler --nodes 0:1:a:b:c --config - --config - | --config is given twice. | one file
          cluster-autoscaler --nodes 0:1:a:b:c --config nowhere.json | There is no file nowhere.json. | path
          """)
  void wrong_words_are_told_with_their_mend(String words, String what, String mend) {
    assertRefused(
        run(Map.of(), "", words.isBlank() ? new String[0] : words.split(" ")), what, mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | - is empty, or no JSON with keys and values. | Give the whole file.
          {"nodeConfigs": | - is no JSON at line 1, column | Look at that line
          ??? | - is neither JSON nor base64. | as the cluster-autoscaler gets it
          {"a": 1} | - has no nodeConfigs. | an entry for each --nodes
          {"nodeConfigs": {"b": {}}} | nodeConfigs in - has no entry for c. | there are b.
          {"nodeConfigs": {"c": []}} | nodeConfigs.c is no group of keys and values. | as the documentation
          {"nodeConfigs": {"c": {"taints": {}}}} | nodeConfigs.c.taints is no list. | one element after the other
          {"nodeConfigs": {"c": {"taints": [{"key": "a"}]}}} | nodeConfigs.c.taints[0] has no effect. | key, value and effect
          {"nodeConfigs": {"c": {"labels": {"a": true}}}} | nodeConfigs.c.labels.a is no text. | a = "text"
          {"nodeConfigs": {"c": {"cloudInit": "hello"}}} | nodeConfigs.c.cloudInit | Start it with a line
          {"nodeConfigs": {"c": {"cloudInit": "version: v1alpha1\\nmachine:\\n  type: worker\\ncluster:\\n  clusterName: ci\\n"}}} | nodeConfigs.c.cloudInit | talosctl
          """)
  void a_wrong_json_is_told_with_its_mend(String json, String what, String mend) {
    String[] args = {"cluster-autoscaler", "--nodes", "0:1:a:b:c", "--config", "-"};
    assertRefused(run(Map.of(), json, args), what, mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HCLOUD_PUBLIC_IPV4=maybe | HCLOUD_PUBLIC_IPV4 is 'maybe', which is neither true nor false. | Write true or false.
          HCLOUD_PUBLIC_IPV4=F HCLOUD_PUBLIC_IPV6=0 | are both off, and HCLOUD_NETWORK is not set. | Set HCLOUD_NETWORK
          HCLOUD_CLUSTER_CONFIG=??? | HCLOUD_CLUSTER_CONFIG is neither JSON nor base64. | as the cluster-autoscaler gets it
          HCLOUD_CLUSTER_CONFIG_FILE=nowhere | There is no file nowhere. | path
          HCLOUD_CLOUD_INIT=aGVsbG8= | HCLOUD_CLOUD_INIT | Start it with a line
          """)
  void a_wrong_environment_is_told_with_its_mend(String variables, String what, String mend) {
    Map<String, String> environment = new HashMap<>();
    for (String pair : variables.split(" ")) {
      environment.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    assertRefused(run(environment, "", "cluster-autoscaler", "--nodes", "0:1:a:b:c"), what, mend);
  }

  /** One line of a good file is another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          concurrent = 10 | concurrent = = | - is no TOML at line 1, column | Look at that line
          concurrent = 10 | concurrent = "ten" | concurrent is no whole number from 0 to 1000000. | concurrent = 5
          concurrent = 10 | concurrent = -1 | concurrent is no whole number | concurrent = 5
          max_instances = 5 | max_instances = 5.5 | runners[0].autoscaler.max_instances is no whole number | max_instances = 5
          capacity_per_instance = 4 | capacity_per_instance = 0 | capacity_per_instance is 0: its machines could run nothing. | 1 or more
          hetznercloud/fleeting-plugin-hetzner:latest | aws | runners[0].autoscaler.plugin is 'aws', and only Hetzner's can be converted. | fleeting-plugin-hetzner
          location = "hel1" | - | runners[0].autoscaler.plugin_config.location is missing | location = "hel1"
          server_type = "cpx21" | server_type = [] | plugin_config.server_type is missing | server_type = "cpx22"
          server_type = "cpx21" | server_type = true | plugin_config.server_type is no text. | server_type = "text"
          image = "debian-12" | image = "" | plugin_config.image is missing | image = "debian-12"
          name = "runner" | name = "---" | runners[0] names '---', of which no pool's name can be made. | at most 40
          name = "runner" | user_data_file = "a" | user_data and user_data_file are both given. | one of the two
          name = "runner" | public_ipv4_disabled = "yes" | public_ipv4_disabled is neither true nor false. | public_ipv4_disabled = true
          packages: [docker.io, git] | packages: {a: b} | runners[0].autoscaler.plugin_config.user_data.packages is no list. | one element after the other
          packages: [docker.io, git] | packages: [[a, {b: c}]] | plugin_config.user_data.packages holds what is no text. | lists of them
          packages: [docker.io, git] | packages: [docker.io | user_data is a cloud-config that does not parse as YAML | cloud-init schema
          packages: [docker.io, git] | runcmd: [a: b] | user_data has in its runcmd (line 2) what YAML does not read as text | in quotes
          packages: [docker.io, git] | write_files: [{content: hidden}] | write_files that is no list of files with a path | path: and content:
          packages: [docker.io, git] | write_files: [{path: ''}] | user_data.write_files[0] has no path. | where it is to stand
          packages: [docker.io, git] | write_files: [{path: /a, content: [a]}] | user_data.write_files[0].content is no text. | content = "text"
          size: 4294967296 | size: [1] | user_data.swap.size is no text. | size = "text"
          idle_time = "1h" | idle_time = "1 hour" | runners[0].autoscaler.policy[0].idle_time is '1 hour', which is no length of time. | 1h30m0s
          idle_count = 8 | idle_count = -8 | policy[0].idle_count is no whole number | idle_count = 5
          idle_count = 8 | scale_factor = -1.0 | policy[0].scale_factor is no number from 0 on. | scale_factor = 0.5
          "Europe/Berlin" | "Berlin" | policy[0].timezone is 'Berlin', which is no time zone. | Europe/Berlin
          ["* * * * *"] | ["* * *"] | policy[0].periods has '* * *', which is no five fields of cron. | * 7-19 * * 1-5
          [[runners.autoscaler.policy]] | [runners.autoscaler.policy] | runners[0].autoscaler.policy is no list. | [[policy]]
          """)
  void a_wrong_toml_is_told_with_its_mend(String line, String instead, String what, String mend)
      throws IOException {
    String good = Files.readString(PAGES.resolve("gitlab-config.toml"));
    assertThat(good).contains(line);
    String wrong = good.replace(line, instead.equals("-") ? "" : instead);
    assertRefused(run(Map.of(), wrong, "fleeting", "-"), what, mend);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | - is empty, or no TOML with keys and values. | Give the whole file.
          concurrent = 1 | - has no [[runners]] with [runners.autoscaler] | docker-autoscaler
          runners = 1 | runners is no list. | [[runners]]
          [[runners]]; autoscaler = 1 | runners[0].autoscaler is no group of keys and values. | as the documentation
          [[runners]]; [runners.autoscaler]; plugin = "hetzner" | runners[0].autoscaler.plugin_config is missing. | the whole file
          """)
  void a_toml_without_machines_is_told_with_its_mend(String toml, String what, String mend) {
    assertRefused(run(Map.of(), toml.replace("; ", "\n"), "fleeting", "-"), what, mend);
  }

  private static void assertRefused(Ran ran, String what, String mend) {
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("convert: ").contains(what, mend);
  }
}

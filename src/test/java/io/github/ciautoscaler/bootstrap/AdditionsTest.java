package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What a pool adds to each kind of user-data, and what a real shell makes of it. */
class AdditionsTest {

  private static final long FOUR_GIB = 4L << 30;
  private static final Setup SETUP =
      new Setup(
          List.of(),
          true,
          new Additions(
              List.of("git", "jq=1.7.1-3"),
              List.of(
                  new Additions.File(
                      "/etc/ci/settings", "0600", new Secret("password=${HIDDEN}\nb: 'c'")),
                  new Additions.File("/etc/ci/one-line", "0644", new Secret("true\n"))),
              List.of(
                  new Secret("echo \"it's\" >\"$MACHINE/first\"; exit 3"),
                  new Secret("cd /\necho second >>\"$MACHINE/diary\"")),
              FOUR_GIB));

  private record Kind(String name, String version, MachineBootstrap bootstrap) {
    String text() {
      ClusterInfo cluster =
          new ClusterInfo(
              version,
              "ab".repeat(32),
              List.of("cd".repeat(32)),
              Set.of(Permission.JOIN_TOKENS),
              Map.of());
      JoiningMachine machine =
          new JoiningMachine("ci-runner-1", "ci", cluster, List.of("10.0.0.2"), null);
      return ((Boot.With) bootstrap.boot(machine, null)).userData().reveal();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Kind> kinds() {
    return kinds(SETUP);
  }

  private static Stream<Kind> kinds(Setup setup) {
    Secret secret = new Secret("K10" + "ab".repeat(32) + "::node:pw");
    Secret token = new Secret("fedcba.fedcba9876543210");
    return Stream.of(
        new Kind("k3s", "v1.34.2+k3s1", new K3sBootstrap(secret, null, "", setup)),
        new Kind(
            "rke2", "v1.34.2+rke2r1", new Rke2Bootstrap(secret, null, "", NodeMarks.NONE, setup)),
        new Kind(
            "kubeadm", "v1.34.2", new KubeadmBootstrap(token, null, "", NodeMarks.NONE, setup)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_user_data_is_what_stands_in_the_file(Kind kind) throws IOException {
    Golden.assertIs(kind + "/with-additions.yaml", kind.text());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void all_of_it_stands_in_keys_of_cloud_init(Kind kind) {
    Map<String, Object> read = new Yaml().load(kind.text());

    assertThat(read)
        .containsEntry("packages", List.of("git", "jq=1.7.1-3"))
        .containsEntry("swap", Map.of("filename", "/swapfile", "size", FOUR_GIB));
    assertThat(Rendered.of(kind.text()).files())
        .containsEntry(
            "/etc/ci/settings", new Rendered.File("0600", "password=${HIDDEN}\nb: 'c'\n"))
        .containsEntry("/etc/ci/one-line", new Rendered.File("0644", "true\n"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void commands_run_before_the_join_and_none_that_ends_keeps_the_machine_from_it(
      Kind kind, @TempDir Path dir) throws Exception {
    NewMachine machine = new NewMachine(dir);

    assertThat(machine.boot(kind.text(), "sh")).isZero();

    assertThat(machine.read("first")).isEqualTo("it's\n");
    assertThat(machine.diary()).first().isEqualTo("second");
    assertThat(machine.diary()).hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void nothing_of_it_is_shown(Kind kind) {
    assertThat(kind.bootstrap().toString()).doesNotContain("HIDDEN", "it's", "second");
  }

  @Test
  void large_additions_are_packed_and_too_large_ones_are_refused() {
    String noise =
        new Random(1)
            .ints(60_000, ' ', '~')
            .boxed()
            .map(Character::toString)
            .collect(Collectors.joining());
    kinds(with("line\n".repeat(20_000)))
        .forEach(kind -> assertThat(kind.text()).matches("[A-Za-z0-9+/=]+").startsWith("H4sI"));
    kinds(with(noise))
        .forEach(kind ->
            assertThat(
                    kind.bootstrap()
                        .boot(
                            new JoiningMachine(
                                "ci-runner-1",
                                "ci",
                                new ClusterInfo(
                                    kind.version(),
                                    null,
                                    List.of("cd".repeat(32)),
                                    Set.of(Permission.JOIN_TOKENS),
                                    Map.of()),
                                List.of("10.0.0.2"),
                                null),
                            null))
                .isInstanceOfSatisfying(
                    Boot.Refused.class,
                    refused ->
                        assertThat(refused.why())
                            .contains("takes at most 32768: shorten what the pool adds")));
  }

  private static Setup with(String content) {
    Additions.File file = new Additions.File("/etc/large", "0644", new Secret(content));
    return new Setup(List.of(), true, new Additions(List.of(), List.of(file), List.of(), 0));
  }

  @Test
  void a_kubelet_of_kubeadm_starts_beside_swap_unless_its_owner_forbids_it() {
    KubeadmBootstrap forbids =
        new KubeadmBootstrap(null, null, "--fail-swap-on=true", NodeMarks.NONE, SETUP);
    KubeadmBootstrap says =
        new KubeadmBootstrap(null, null, "--fail-swap-on=false", NodeMarks.NONE, SETUP);

    assertThat(kinds().toList().getLast().text())
        .containsPattern("\"name\": \"fail-swap-on\"\\s+\"value\": \"false\"");
    assertThat(forbids.refusesSwap()).isTrue();
    assertThat(says.refusesSwap()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/ci-autoscaler/agent.sh",
        "/usr/local/sbin/ci-autoscaler-join",
        "/etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml",
        "/etc/systemd/system/ci-autoscaler-block-metadata.service",
        "/etc/rancher/rke2/config.yaml"
      })
  void what_we_write_is_ours(String path) {
    assertThat(Additions.isOurs(path)).isTrue();
    assertThat(Additions.isOurs("/etc/rancher/k3s/registries.yaml")).isFalse();
  }
}

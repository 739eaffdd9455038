package io.github.ciautoscaler.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.ClusterInfo;
import io.github.ciautoscaler.fleet.JoiningMachine;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap.Boot;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a machine itself chooses when it joins: a control plane, and its addresses. */
class ChoicesTest {

  private static final List<String> THREE = List.of("10.0.0.2", "10.0.0.3", "[fd00::4]");
  private static final Setup DUAL_STACK =
      new Setup(List.of("10.0.1.0/24", "fd00::/64"), true, Additions.NONE);

  private record Kind(String name, String version, String file, MachineBootstrap bootstrap) {
    String text(List<String> controlPlanes) {
      ClusterInfo cluster =
          new ClusterInfo(version, null, List.of("cd".repeat(32)), Set.of(), Map.of());
      JoiningMachine machine =
          new JoiningMachine("ci-runner-1", "ci", cluster, controlPlanes, null);
      return ((Boot.With) bootstrap.boot(machine, null)).userData().reveal();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Kind> kinds() {
    return kinds(DUAL_STACK);
  }

  private static Stream<Kind> kinds(Setup setup) {
    Secret secret = new Secret("K10" + "ab".repeat(32) + "::node:pw");
    Secret token = new Secret("fedcba.fedcba9876543210");
    String inFile = "--kubelet-arg=provider-id=hcloud://@instance-id@";
    return Stream.of(
        new Kind(
            "k3s",
            "v1.34.2+k3s1",
            "etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml",
            new K3sBootstrap(
                secret,
                null,
                "\"--kubelet-arg=provider-id=hcloud://$(cat /var/lib/cloud/data/instance-id)\"",
                setup)),
        new Kind(
            "rke2",
            "v1.34.2+rke2r1",
            "etc/rancher/rke2/config.yaml",
            new Rke2Bootstrap(secret, null, inFile, NodeMarks.NONE, setup)),
        new Kind(
            "kubeadm",
            "v1.34.2",
            "joined-with",
            new KubeadmBootstrap(
                token, null, inFile.replace("kubelet-arg=", ""), NodeMarks.NONE, setup)));
  }

  private static NewMachine machine(Path dir) throws IOException {
    return new NewMachine(dir).writing("var/lib/cloud/data/instance-id", "42\n");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void the_user_data_is_what_stands_in_the_file(Kind kind) throws IOException {
    Golden.assertIs(kind + "/with-choices.yaml", kind.text(THREE));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void it_takes_the_first_control_plane_that_answers_an_address_of_each_family_and_its_number(
      Kind kind, @TempDir Path dir) throws Exception {
    NewMachine machine = machine(dir).with("10.0.0.2-is-down");

    assertThat(machine.boot(kind.text(THREE), "dash")).isZero();

    assertThat(machine.read(kind.file()))
        .contains("10.0.0.3:", "10.0.1.7,fd00::7")
        .doesNotContain("10.0.0.2", "@");
    assertThat(machine.read(kind.name().equals("k3s") ? "diary" : kind.file()))
        .contains("provider-id", "hcloud://42");
  }

  @Test
  void where_none_answers_the_first_is_taken(@TempDir Path dir) throws Exception {
    NewMachine machine = machine(dir).with("10.0.0.2-is-down").with("10.0.0.3-is-down");
    Kind kind = kinds().toList().get(1);

    assertThat(machine.boot(kind.text(THREE.subList(0, 2)), "sh")).isZero();

    assertThat(machine.read(kind.file())).contains("10.0.0.2:").doesNotContain("@");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2a01:4f8::/32 10.0.1.0/24 | 2a01:4f8:1::1,10.0.1.7 | ",
        "10.0.9.0/24 10.0.1.0/24 fd00::/64 | 10.0.1.7,fd00::7 | enp7s0"
      })
  void k3s_is_told_the_interface_where_both_addresses_lie_on_one(
      String subnets, String addresses, String onInterface, @TempDir Path dir) throws Exception {
    NewMachine machine = machine(dir);
    Setup setup = new Setup(List.of(subnets.split(" ")), true, Additions.NONE);
    Kind k3s = kinds(setup).findFirst().orElseThrow();

    assertThat(machine.boot(k3s.text(THREE.subList(0, 1)), "sh")).isZero();

    assertThat(machine.read(k3s.file()))
        .contains("\"node-ip\": \"" + addresses + "\"")
        .contains("\"flannel-iface\": \"" + (onInterface == null ? "" : onInterface) + "\"");
  }

  @Test
  void a_machine_that_does_not_know_its_number_says_so(@TempDir Path dir) throws Exception {
    Kind rke2 = kinds().toList().get(1);
    NewMachine machine = new NewMachine(dir).writing("var/lib/cloud/data/instance-id", "i-abc");

    assertThat(machine.boot(rke2.text(THREE), "sh")).isEqualTo(1);

    assertThat(machine.read("output")).contains("this machine does not know its own id");
  }
}

package io.github.ciautoscaler.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.settings.SettingsLoader.Loaded;
import io.github.ciautoscaler.bootstrap.Additions;
import io.github.ciautoscaler.bootstrap.K3sBootstrap;
import io.github.ciautoscaler.bootstrap.KubeadmBootstrap;
import io.github.ciautoscaler.bootstrap.Rke2Bootstrap;
import io.github.ciautoscaler.fleet.MachineBootstrap;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pool adds to user-data, as its owner writes it, and what is wrong with it. */
class AdditionsReadTest {

  private static Configured with(String pool) {
    return Configured.withWhatIsRequired()
        .yaml("config/application.yml", "autoscaler:\n  pools:\n" + pool.indent(4));
  }

  private static Additions additions(Configured configured) {
    Loaded loaded = configured.read();
    assertThat(loaded.problems()).isEmpty();
    MachineBootstrap bootstrap = loaded.settings().pools().getFirst().template().bootstrap();
    return switch (bootstrap) {
      case K3sBootstrap k3s -> k3s.setup().additions();
      case Rke2Bootstrap rke2 -> rke2.setup().additions();
      case KubeadmBootstrap kubeadm -> kubeadm.setup().additions();
      default -> throw new AssertionError(bootstrap);
    };
  }

  private static Configured full(String bootstrap) {
    return with(
        """
        - name: ci
          bootstrap: BOOTSTRAP
          packages: [git, jq]
          swap: 4GiB
          commands:
            - echo "$HOME, ${HOME}"
            - |
              for one in a, b; do
                echo $one
              done
          files:
            - path: /etc/ci/settings
              permissions: '0600'
              content: |
                user=${USER}
            - path: /etc/ci/other
              content: one, two
        """
            .replace("BOOTSTRAP", bootstrap));
  }

  @Test
  void packages_files_commands_and_swap_are_read_as_they_are_written() {
    Additions expected =
        new Additions(
            List.of("git", "jq"),
            List.of(
                new Additions.File("/etc/ci/settings", "0600", new Secret("user=${USER}\n")),
                new Additions.File("/etc/ci/other", "0644", new Secret("one, two"))),
            List.of(
                new Secret("echo \"$HOME, ${HOME}\""),
                new Secret("for one in a, b; do\n  echo $one\ndone")),
            4L << 30);

    assertThat(additions(full("k3s"))).isEqualTo(expected);
    assertThat(additions(full("rke2"))).isEqualTo(expected);
    assertThat(additions(full("kubeadm"))).isEqualTo(expected);
  }

  @Test
  void a_files_content_may_come_from_a_file_here(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("settings"), "a=b\n");

    assertThat(
            additions(with("- name: ci\n  files: [{path: /etc/a, content-file: '" + file + "'}]"))
                .files())
        .containsExactly(new Additions.File("/etc/a", "0644", new Secret("a=b")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "4294967296, 4294967296",
    "4G, 4294967296",
    "4 GB, 4294967296",
    "512MiB, 536870912",
    "2048k, 2097152",
    "0, 0"
  })
  void swap_is_a_size(String written, long bytes) {
    assertThat(additions(with("- name: ci\n  swap: " + written)).swapBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "packages: [git, 'two words'] | packages has 'two words', which is no name of a package | Write names, as in [git, jq].",
        "packages: [-y] | packages has '-y', which is no name of a package | Write names",
        "packages: {name: git} | packages.name is no setting of ours | Did you mean",
        "swap: lots | swap is 'lots', which is no size | as in swap: 4GiB.",
        "swap: -1 | swap is '-1', which is no size | as in swap: 4GiB.",
        "swap: 4 | swap is '4', and swap is from 1MiB to 1TiB, or 0 for none | as in swap: 4GiB.",
        "swap: 2TiB | swap is '2TiB', and swap is from 1MiB to 1TiB, or 0 for none | as in swap: 4GiB.",
        "swap: 999999999999999G | swap is '999999999999999G', and swap is from 1MiB to 1TiB | as in swap: 4GiB.",
        "swap: {size: 4G} | swap.size is no setting of ours | Did you mean autoscaler.pools[0].swap?",
        "commands: [\"a\\eb\"] | commands has a control character | fetch what is none by a command.",
        "commands: [[echo, hidden]] | commands[0] is no setting of ours | Did you mean autoscaler.pools[0].commands?",
        "files: /etc/a | files is a single text, where objects must be | Write autoscaler.pools[0].files[0] as an object with path, content, permissions.",
        "files: [{path: /etc/a}] | files[0].content is missing | Set autoscaler.pools[0].files[0].content.",
        "files: [{content: hidden}] | files[0].path is missing | Set autoscaler.pools[0].files[0].path.",
        "files: [{path: etc/a, content: hidden}] | files[0].path is 'etc/a', which is no whole path of a file | Write it from / on",
        "files: [{path: /etc/, content: hidden}] | files[0].path is '/etc/', which is no whole path of a file | Write it from / on",
        "files: [{path: /etc/../a, content: hidden}] | files[0].path is '/etc/../a', which is no whole path of a file | Write it from / on",
        "files: [{path: /a, content: hidden, permissions: 0644}] | files[0].permissions is '420', which is not four octal digits | Write them in quotes, as in permissions: '0644'.",
        "files: [{path: /a, content: hidden, permissions: 'rw'}] | files[0].permissions is 'rw', which is not four octal digits | Write them in quotes",
        "files: [{path: /a, content: hidden, permissions: '0999'}] | files[0].permissions is '0999', which is not four octal digits | Write them in quotes",
        "files: [{path: /a, content: hidden, owner: ci}] | files[0].owner is no setting of ours | Did you mean",
        "files: [{path: /a, content: \"hidden\\0\"}] | files[0].content has a control character | fetch what is none by a command.",
        "files: [{path: /a, content: hidden}, {path: /a, content: hidden}] | files[1].path is '/a', and a file before it has that path | Write each file once.",
        "files: [{path: /etc/ci-autoscaler/agent.sh, content: hidden}] | files[0].path is '/etc/ci-autoscaler/agent.sh', which we write ourselves | Choose another path",
        "files: [{path: /a, content-file: /nowhere/hidden}] | files[0].content-file names the file '/nowhere/hidden', but there is no such file | Put the value for content into that file",
        "cloud-init: SCRIPT; packages: [git] | packages would come to nothing: the owner's user-data replaces the whole generated one | Write it into that user-data, or leave out cloud-init.",
        "cloud-init: SCRIPT; files: [{path: /a, content: hidden}] | files[0].path would come to nothing: the owner's user-data replaces the whole generated one | leave out cloud-init.",
        "cloud-init: TALOS; swap: 1G | swap would come to nothing: Talos reads no cloud-init | Put it into the machine config.",
        "bootstrap: template; cloud-init: SCRIPT; commands: [echo hidden] | commands would come to nothing: the text says all that its machines do | Write it into the text.",
        "bootstrap: kubeadm; agent-args: --fail-swap-on=true; swap: 1G | agent-args has --fail-swap-on, with which no kubelet starts beside the pool's swap | Remove it, or leave out swap.",
        "files: [{path: /a, content: NOISE}, {path: /b, content: hidden}] | files[0].content cannot be used: the user-data has | Shorten what the pool adds, or let a command fetch it.",
        "agent-args: \"--a='b\"; packages: [git] | agent-args has a quote (') that is not closed | Close it ",
        "commands: [NOISE] | commands cannot be used: the user-data has | Shorten what the pool adds",
      })
  void what_is_wrong_is_named_with_its_place(String pool, String said, String mend)
      throws IOException {
    String talos = Files.readString(Path.of("src/test/resources/bootstrap/talos/given.yaml"));
    byte[] noise = new byte[40_000];
    new Random(1).nextBytes(noise);
    String given =
        pool.replace("SCRIPT", encoded("#!/bin/sh\ntrue".getBytes(StandardCharsets.UTF_8)))
            .replace("TALOS", encoded(talos.getBytes(StandardCharsets.UTF_8)))
            .replace("NOISE", encoded(noise));

    List<Problem> problems = with("- name: a\n  " + given.replace("; ", "\n  ")).read().problems();

    assertThat(problems)
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.described()).startsWith("autoscaler.pools[0]." + said);
          assertThat(problem.mend()).contains(mend);
          assertThat(problem.toString().replace("/nowhere/hidden", "")).doesNotContain("hidden");
        });
  }

  @Test
  void no_content_and_no_command_is_shown() {
    assertThat(full("k3s").settings().toString()).doesNotContain("${USER}", "$HOME", "for one");
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

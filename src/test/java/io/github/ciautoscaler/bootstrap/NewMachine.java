package io.github.ciautoscaler.bootstrap;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A directory that stands for a freshly booted server: the cloud-config's files are written below
 * it and its command is run by a real shell, with the programs that would change the machine
 * replaced by ones that keep a diary.
 */
final class NewMachine {

  private static final String CURL =
      """
      #!/bin/sh
      echo "curl $*" >>"$MACHINE/diary"
      while [ $# -gt 1 ]; do [ "$1" = -o ] && out=$2; shift; done
      case "$1" in
        http://169.254.169.254/*)
          [ ! -e "$MACHINE/blocked" ] || exit 28
          printf 203.0.113.7; exit 0 ;;
        https://10.0.0.*:*/)
          host=${1#https://}
          [ ! -e "$MACHINE/${host%%:*}-is-down" ] || exit 7 ;;
        https://get.k3s.io)
          [ ! -e "$MACHINE/get-is-down" ] || exit 22
          [ ! -e "$MACHINE/get-is-a-portal" ] || { echo '<html>' >"$out"; exit 0; } ;;
        *)
          [ ! -e "$MACHINE/github-is-down" ] || exit 22 ;;
      esac
      cp "$MACHINE/installer" "$out"
      """;

  private static final String INSTALLER =
      """
      #!/bin/sh
      echo "install $INSTALL_K3S_VERSION" >>"$MACHINE/diary"
      env >>"$MACHINE/installer-environment"
      [ ! -e "$MACHINE/installer-fails" ] || exit 1
      for argument; do echo "argument:$argument" >>"$MACHINE/diary"; done
      """;

  private static final String SYSTEMCTL =
      """
      #!/bin/sh
      echo "systemctl $*" >>"$MACHINE/diary"
      case "$*" in
        "enable --now ci-autoscaler-block-metadata.service")
          sh "$MACHINE/usr/local/sbin/ci-autoscaler-block-metadata" ;;
      esac
      """;

  private static final String NFT =
      """
      #!/bin/sh
      cat >"$MACHINE/rules"
      [ ! -e "$MACHINE/nft-fails" ] || exit 1
      touch "$MACHINE/blocked"
      """;

  private static final String KUBEADM =
      """
      #!/bin/sh
      echo "kubeadm $*" >>"$MACHINE/diary"
      [ "$1" != join ] || cat "$3" >"$MACHINE/joined-with"
      [ "$1" != join ] || [ ! -e "$MACHINE/join-fails" ] || exit 1
      """;

  private static final String IP =
      """
      #!/bin/sh
      case "$*" in
        *" 10.0.1.0/24 "*) [ -e "$MACHINE/no-network" ] ||
          echo "3: enp7s0    inet 10.0.1.7/32 brd 10.0.1.7 scope global dynamic enp7s0" ;;
        *" fd00::/64 "*) echo "3: enp7s0    inet6 fd00::7/64 scope global dynamic" ;;
        *" 2a01:4f8::/32 "*) echo "2: eth0    inet6 2a01:4f8:1::1/64 scope global" ;;
      esac
      """;

  private static final String SLEEP = "#!/bin/sh\necho \"sleep $*\" >>\"$MACHINE/diary\"\n";

  private static final Map<String, String> PROGRAMS =
      Map.of(
          "curl", CURL,
          "systemctl", SYSTEMCTL,
          "nft", NFT,
          "sleep", SLEEP,
          "kubeadm", KUBEADM,
          "kubelet", "#!/bin/sh\n",
          "ip", IP);

  private final Path root;

  NewMachine(Path root) throws IOException {
    this.root = root;
    Files.createDirectories(root.resolve("bin"));
    for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
      Path file = root.resolve("bin").resolve(program.getKey());
      Files.writeString(file, program.getValue());
      file.toFile().setExecutable(true);
    }
    Files.writeString(root.resolve("installer"), INSTALLER);
  }

  /** Makes one of the programs misbehave. */
  NewMachine with(String trouble) throws IOException {
    Files.writeString(root.resolve(trouble), "");
    return this;
  }

  /** It has this file from the start. */
  NewMachine writing(String file, String content) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), content);
    return this;
  }

  /** Its image lacks a program. */
  NewMachine without(String program) throws IOException {
    Files.delete(root.resolve("bin").resolve(program));
    return this;
  }

  /** Boots with this user-data; answers the exit code of its last command. */
  int boot(String userData, String shell) throws IOException, InterruptedException {
    Rendered rendered = Rendered.of(userData);
    for (Map.Entry<String, Rendered.File> file : rendered.files().entrySet()) {
      Path path = root.resolve(file.getKey().substring(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, here(file.getValue().content()));
    }
    int code = 0;
    for (List<String> command : rendered.commands()) {
      List<String> words = new ArrayList<>(List.of(shell));
      command.stream().skip(1).map(this::here).forEach(words::add);
      code = run(words);
    }
    return code;
  }

  private int run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().put("MACHINE", root.toString());
    builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(root.resolve("output").toFile()));
    Process process = builder.start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the join script hangs: " + read("output"));
    }
    return process.exitValue();
  }

  /** What was done, in its order. */
  List<String> diary() throws IOException {
    return read("diary").lines().toList();
  }

  String read(String file) throws IOException {
    return Files.readString(root.resolve(file));
  }

  boolean has(String file) {
    return Files.exists(root.resolve(file));
  }

  private String here(String text) {
    return text.replaceAll("(?<![\\w.])/(etc|usr/local/sbin|var/lib/cloud)/", root + "/$1/");
  }
}

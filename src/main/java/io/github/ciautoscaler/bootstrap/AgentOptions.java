package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads words as {@code k3s agent} reads its command line (source: K3s, pkg/cli/cmds). */
final class AgentOptions {

  private static final Set<String> WITH_VALUE =
      Set.of(
          "airgap-extra-registry",
          "bind-address",
          "cluster-secret",
          "config",
          "container-runtime-endpoint",
          "data-dir",
          "default-runtime",
          "flannel-cni-conf",
          "flannel-conf",
          "flannel-iface",
          "image-credential-provider-bin-dir",
          "image-credential-provider-config",
          "image-service-endpoint",
          "kube-proxy-arg",
          "kubelet-arg",
          "lb-server-port",
          "log",
          "node-external-dns",
          "node-external-ip",
          "node-internal-dns",
          "node-ip",
          "node-label",
          "node-name",
          "node-taint",
          "pause-image",
          "private-registry",
          "resolv-conf",
          "server",
          "snapshotter",
          "token",
          "token-file",
          "v",
          "vmodule",
          "vpn-auth",
          "vpn-auth-file");

  private static final Set<String> SWITCHES =
      Set.of(
          "alsologtostderr",
          "debug",
          "disable-apiserver-lb",
          "disable-default-registry-endpoint",
          "disable-selinux",
          "docker",
          "enable-pprof",
          "help",
          "no-flannel",
          "nonroot-devices",
          "prefer-bundled-bin",
          "protect-kernel-defaults",
          "rootless",
          "selinux",
          "version",
          "with-node-id");

  /** Those that may be given several times, each adding to the others. */
  static final Set<String> LISTS =
      Set.of(
          "airgap-extra-registry",
          "kube-proxy-arg",
          "kubelet-arg",
          "node-external-dns",
          "node-external-ip",
          "node-internal-dns",
          "node-ip",
          "node-label",
          "node-taint");

  private static final Map<String, String> SHORT =
      Map.of(
          "c",
          "config",
          "l",
          "log",
          "t",
          "token",
          "s",
          "server",
          "d",
          "data-dir",
          "i",
          "node-ip",
          "h",
          "help");

  private static final String OF_A_SERVER =
      "(advertise|agent-token|cluster|datastore|disable|egress|embedded-registry|etcd|flannel-(backend"
          + "|ipv6|external)|helm|https-listen|kine|kube-(apiserver|controller|scheduler|cloud)"
          + "|secrets-encryption|service-(cidr|node)|servicelb|supervisor|system-default|tls-san"
          + "|default-local|write-kubeconfig)[a-z0-9-]*|o";

  private static final Set<String> BOOLEANS =
      Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

  /**
   * One option.
   *
   * @param name in its long form
   * @param value {@link ShellWords#UNKNOWN} where only the machine knows it; null for a switch
   */
  record Option(String name, @Nullable String value) {
    boolean isKnown() {
      return value != null && value.indexOf(ShellWords.UNKNOWN) < 0;
    }
  }

  private final List<Word> words;
  private final Consumer<String> error;
  private final Consumer<String> warning;
  private final List<Option> options = new ArrayList<>();
  private int next;

  AgentOptions(List<Word> words, Consumer<String> error, Consumer<String> warning) {
    this.words = words;
    this.error = error;
    this.warning = warning;
  }

  List<Option> read() {
    while (next < words.size()) {
      String word = words.get(next++).text();
      if (word.startsWith("-") && !word.matches("-+")) {
        option(word.replaceFirst("^--?", ""));
      } else if (word.indexOf(ShellWords.UNKNOWN) != 0) {
        warning.accept(
            "has '"
                + word.replace(ShellWords.UNKNOWN, '…')
                + "', which is no option, so that k3s leaves out all that follows it: "
                + (word.matches("(?U)\\p{Pd}.*")
                    ? "write the hyphens as -- (copied text often has other dashes)"
                    : "remove it, or write it as --name=value in one word"));
        return options;
      }
    }
    return options;
  }

  private void option(String word) {
    String[] parts = word.split("=", 2);
    String name = SHORT.getOrDefault(parts[0], parts[0]);
    String inline = parts.length == 2 ? parts[1] : null;
    if (SWITCHES.contains(name)) {
      switchedBy(name, inline);
    } else if (WITH_VALUE.contains(name)) {
      valued(name, inline);
    } else if (name.indexOf(ShellWords.UNKNOWN) < 0) {
      unknown(name, inline);
    }
  }

  private void switchedBy(String name, @Nullable String inline) {
    if (inline != null && !BOOLEANS.contains(inline) && inline.indexOf(ShellWords.UNKNOWN) < 0) {
      error.accept("has --" + name + " with a value that is neither true nor false: mend it");
    } else if (inline == null || !inline.matches("0|[fF].*")) {
      options.add(new Option(name, null));
    }
  }

  private void valued(String name, @Nullable String inline) {
    if (inline != null) {
      options.add(new Option(name, inline));
    } else if (next < words.size()) {
      options.add(new Option(name, words.get(next++).text()));
    } else {
      error.accept("has --" + name + " without a value at its end: give it one, or remove it");
    }
  }

  private void unknown(String name, @Nullable String inline) {
    if (name.matches(OF_A_SERVER)) {
      error.accept(
          "has --"
              + name
              + ", which only a K3s server knows and an agent refuses: remove it, and set it on the"
              + " servers");
    } else {
      warning.accept(
          "has --"
              + name
              + ", which no k3s agent is known to take; with an unknown option no machine ever"
              + " joins: remove it, or write --kubelet-arg="
              + name
              + "=... if it is the kubelet's");
    }
    boolean hasOwnValue =
        inline == null && next < words.size() && !words.get(next).text().startsWith("-");
    next += hasOwnValue ? 1 : 0;
  }
}

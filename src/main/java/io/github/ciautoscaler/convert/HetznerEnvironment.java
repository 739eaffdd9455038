package io.github.ciautoscaler.convert;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cluster-autoscaler's {@code HCLOUD_*} variables, as far as they are set. */
record HetznerEnvironment(Map<String, String> variables) {

  private static final List<String> YES = List.of("1", "t", "true");
  private static final List<String> NO = List.of("0", "f", "false");
  private static final String CONFIG = "HCLOUD_CLUSTER_CONFIG";

  private Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  /** Of the file, else of the variables, in the cluster-autoscaler's order. */
  NodeConfigs configs(@Nullable String file, UnaryOperator<String> read) {
    if (file != null) {
      return NodeConfigs.parse(file, jsonOf(file, read.apply(file)));
    }
    Optional<String> written = find(CONFIG);
    if (written.isPresent()) {
      return NodeConfigs.parse(CONFIG, jsonOf(CONFIG, written.get()));
    }
    return find(CONFIG + "_FILE")
        .map(path -> NodeConfigs.parse(path, jsonOf(path, read.apply(path))))
        .orElseGet(this::ofOnePoolAlone);
  }

  private NodeConfigs ofOnePoolAlone() {
    return NodeConfigs.without(
        find("HCLOUD_IMAGE").orElse(null),
        find("HCLOUD_CLOUD_INIT").map(text -> decoded("HCLOUD_CLOUD_INIT", text)).orElse(null));
  }

  private static String jsonOf(String name, String text) {
    return text.isBlank() || text.strip().startsWith("{") ? text : decoded(name, text);
  }

  private static String decoded(String name, String text) {
    try {
      return new String(
          Base64.getDecoder().decode(text.replaceAll("\\s", "")), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      throw new BadInput(
          "%s is neither JSON nor base64.".formatted(name),
          "Give it as the cluster-autoscaler gets it.");
    }
  }

  /** What holds for all pools, and what is left out. */
  void describe(PoolsYaml yaml) {
    yaml.note(
        "Made from what the cluster-autoscaler is given. HCLOUD_TOKEN and HCLOUD_ENDPOINT mean the"
            + " same here: leave them in the environment.");
    find("HCLOUD_SERVER_CREATION_TIMEOUT")
        .ifPresent(minutes ->
            yaml.note(
                "HCLOUD_SERVER_CREATION_TIMEOUT = %s: no counterpart. It bounds one create;"
                        .formatted(PoolsYaml.oneLine(minutes))
                    + " provisioning-timeout-secs bounds all of it until the runner is there, 600"
                    + " without it."));
  }

  /** How a pool's servers are reached. */
  void access(PoolsYaml yaml) {
    Optional<Boolean> ipv4 = flag("HCLOUD_PUBLIC_IPV4");
    Optional<Boolean> ipv6 = flag("HCLOUD_PUBLIC_IPV6");
    Optional<String> network = find("HCLOUD_NETWORK");
    if (network.isEmpty() && !ipv4.orElse(true) && !ipv6.orElse(true)) {
      throw new BadInput(
          "HCLOUD_PUBLIC_IPV4 and HCLOUD_PUBLIC_IPV6 are both off, and HCLOUD_NETWORK is not set.",
          "Set HCLOUD_NETWORK: Hetzner makes no server without any address.");
    }
    network.ifPresent(name -> yaml.list("networks", List.of(name)));
    find("HCLOUD_SSH_KEY").ifPresent(name -> yaml.list("ssh-keys", List.of(name)));
    ipv4.ifPresent(on -> yaml.flag("public-ipv4", on));
    ipv6.ifPresent(on -> yaml.flag("public-ipv6", on));
  }

  /** For pools that name none of their own. */
  List<String> firewalls() {
    return find("HCLOUD_FIREWALL").map(List::of).orElse(List.of());
  }

  private Optional<Boolean> flag(String name) {
    return find(name)
        .map(word -> {
          String small = word.toLowerCase(Locale.ROOT);
          if (!YES.contains(small) && !NO.contains(small)) {
            throw new BadInput(
                "%s is '%s', which is neither true nor false.".formatted(name, word),
                "Write true or false.");
          }
          return YES.contains(small);
        });
  }
}
